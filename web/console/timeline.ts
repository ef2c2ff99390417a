import { html } from 'hono/html';

import type { timeline as read } from '../../services/incident/show.ts';
import type { Html } from '../page.ts';
import { late, when } from '../time.ts';

import { happening } from './happenings.ts';
import type { NameOf } from './happenings.ts';

export type TimelineEvent = Awaited<ReturnType<typeof read>>[number];

/** What has happened, the oldest first: when, who, what, and what they said. */
export const timeline = (events: readonly TimelineEvent[], zone: string, nameOf: NameOf): Html =>
  html`<section aria-labelledby="timeline">
    <h2 id="timeline">Timeline</h2>
    <ol class="card rows">
      ${events.map((one) => entry(one, zone, nameOf))}
    </ol>
  </section>`;

const entry = (event: TimelineEvent, zone: string, nameOf: NameOf): Html =>
  html`<li class="entry ${event.by === null ? 'automatic' : ''}" id="event-${event.seq}">
    <p class="muted">${when(event.at, zone)}</p>
    <div>
      <p>${happening(event, nameOf, zone)} <span class="muted">by ${nameOf(event.by)}</span> ${readers(event)}</p>
      ${Object.entries(event.text ?? {}).map(([name, words]) => said(name, words))}
      ${event.dueAt !== null && html`<p class="muted small">Due ${when(event.dueAt, zone)}, ${late(Math.max(0, event.at - event.dueAt))}</p>`}
    </div>
  </li>`;

/** Whether the words of it left the house, so that nobody has to guess. */
function readers({ kind, data }: TimelineEvent): Html | '' {
  if (kind === 'commented' && data['public'] !== true) return html`<span class="badge internal">internal</span>`;
  return openKinds.includes(kind) ? html`<span class="badge public">public</span>` : '';
}

const openKinds = ['commented', 'workaround', 'replied', 'appointed', 'announced', 'rated'];

const labels: Readonly<Record<string, string>> = {
  cause: 'Cause',
  rootCause: 'Root cause',
  factors: 'What contributed',
  lessons: 'Lessons',
  actions: 'What will be done',
  impact: 'Impact',
  title: 'Title',
  description: 'Description',
  fields: 'Fields',
};

function said(name: string, words: string): Html {
  if (name === 'whole')
    return html`<details>
      <summary>The whole mail</summary>
      <blockquote>${words}</blockquote>
    </details>`;
  const [what = name] = name.split(' before');
  const label = labels[what];
  const before = name !== what;
  const lead = label === undefined ? '' : html`<strong>${label}${before ? ' before' : ''}:</strong> `;
  return html`<blockquote class="${before ? 'before' : ''}">${lead}${words}</blockquote>`;
}
