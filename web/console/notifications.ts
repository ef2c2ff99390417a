import { html } from 'hono/html';

import type { told } from '../../services/incident/show.ts';
import type { Html } from '../page.ts';
import { late, when } from '../time.ts';

import { happening } from './happenings.ts';
import type { NameOf } from './happenings.ts';
import type { TimelineEvent } from './timeline.ts';
import { capital } from './words.ts';

export type Told = Awaited<ReturnType<typeof told>>[number];

const outcomes: Readonly<Record<string, string>> = {
  sent: '✓ sent',
  waiting: '… waiting',
  failed: '▲ failed, will be tried again',
  refused: '✕ refused',
  expired: '✕ given up',
};

/** Who was told, because of what, when that was due, and how it went. */
export function notifications(
  all: readonly Told[],
  events: readonly TimelineEvent[],
  zone: string,
  nameOf: NameOf,
): Html {
  const causes = new Map(events.map((event) => [event.key, event]));
  return html`<section aria-labelledby="notifications">
    <h2 id="notifications">Notifications</h2>
    ${all.length === 0 && html`<p class="muted">Nobody has been told anything yet.</p>`}
    ${
      all.length > 0 &&
      html`<ul class="card rows">
        ${all.map((one) => notification(one, causes.get(one.event), zone, nameOf))}
      </ul>`
    }
  </section>`;
}

const notification = (one: Told, cause: TimelineEvent | undefined, zone: string, nameOf: NameOf): Html =>
  html`<li class="entry">
    <p class="muted">Due ${when(one.dueAt, zone)}</p>
    <div>
      <p>
        <strong>${one.name ?? one.recipient}</strong> by
        ${one.by}${one.by !== one.channel && html` instead of ${one.channel}`}
        <span class="badge ${one.outcome}">${outcomes[one.outcome] ?? one.outcome}</span>
      </p>
      <p>
        ${cause === undefined ? capital(one.kind) : html`<a href="#event-${cause.seq}">${happening(cause, nameOf, zone)}</a>`}
      </p>
      <p class="muted small">${sent(one, zone)}</p>
    </div>
  </li>`;

function sent({ sentAt, lateMs, attempts, tryAt }: Told, zone: string): Html {
  const tries = attempts > 1 ? `, ${attempts} attempts` : '';
  if (sentAt !== null) return html`Sent ${when(sentAt, zone)}, ${late(lateMs ?? 0)}${tries}`;
  return html`Not sent${tries}${tryAt !== null && html`, next attempt ${when(tryAt, zone)}`}`;
}
