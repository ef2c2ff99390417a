import { html } from 'hono/html';

import type { Objective } from '../../domain/backup/objectives.ts';
import type { BackupView, Status } from '../../services/backup/list.ts';
import type { Html } from '../page.ts';
import { away, spell, when } from '../time.ts';

/** What needs somebody comes first. */
const order: readonly Status[] = ['failed', 'missed', 'broken', 'at risk', 'new', 'good', 'not configured'];

/** Everything that is copied, by plan, and how it stands against what is promised. */
export function backupsPage(all: readonly BackupView[], now: number): Html {
  const plans = [...new Set(all.map(({ plan }) => plan))];
  return html`<h1>Backups</h1>
    ${all.length === 0 ? html`<p class="card empty">No plan has backups.</p>` : ''}
    ${plans.map(
      (plan) =>
        html`<section aria-labelledby="plan-${plan}">
          <h2 id="plan-${plan}">${plan}</h2>
          <ul class="card rows">
            ${all
              .filter((one) => one.plan === plan)
              .toSorted((a, b) => order.indexOf(a.status) - order.indexOf(b.status))
              .map((one) => row(one, now))}
          </ul>
        </section>`,
    )}`;
}

function row(one: BackupView, now: number): Html {
  const { plan, name, title, every, newest, count, bytes, nextAt, timezone } = one;
  return html`<li class="row">
    <div>
      <h3><a href="/backups/${plan}/${name}">${title}</a> <span class="muted">${name}</span></h3>
      <p class="dots muted">
        <span>${one.driver}, ${every}</span>
        ${newest !== null && html`<span>newest ${away(newest.made_at ?? newest.began_at, now)}</span>`}
        ${newest !== null && newest.bytes !== null && html`<span>${size(newest.bytes)}</span>`}
        ${newest !== null && newest.ms !== null && html`<span>took ${spell(newest.ms)}</span>`}
        <span>${count} good copies, ${size(bytes)}</span>
        ${nextAt !== null && html`<span>next ${when(nextAt, timezone)}</span>`}
      </p>
      ${objectives(one)}
    </div>
    ${statusBadge(one.status)}
  </li>`;
}

const titles = { rpo: 'RPO', rto: 'RTO', proof: 'Proven' } as const;

/** Against RPO, RTO and the interval of restore tests; what is not promised is not there. */
export function objectives(one: BackupView): Html {
  const said = (['rpo', 'rto', 'proof'] as const).flatMap((name) =>
    one[name] === null ? [] : [html`<span>${titles[name]} ${standing(one[name])}</span>`],
  );
  return html`<p class="dots">${said}</p>`;
}

const signs = { met: '✓', 'at risk': '▲', broken: '▲', unknown: '?' } as const;

const standing = ({ isMs, limitMs, state }: Objective): string =>
  `${signs[state]} ${isMs === null ? 'nothing yet' : spell(isMs)} of ${spell(limitMs)}, ${state}`;

const bad: readonly Status[] = ['failed', 'missed', 'broken', 'at risk'];

/** How it stands, by a sign and not by colour alone. */
export const statusBadge = (status: Status): Html =>
  html`<span class="badges">
    <span class="badge ${bad.includes(status) ? 'alarm' : status === 'good' ? 'good' : ''}">
      ${bad.includes(status) ? '▲ ' : status === 'good' ? '✓ ' : ''}${status}
    </span>
  </span>`;

const units = ['B', 'kB', 'MB', 'GB', 'TB'];

/** `1.2 GB`. */
export function size(bytes: number): string {
  const power = Math.min(units.length - 1, Math.floor(Math.log10(Math.max(1, bytes)) / 3));
  return `${Number((bytes / 1000 ** power).toPrecision(3))} ${units[power]}`;
}
