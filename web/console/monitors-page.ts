import { html } from 'hono/html';

import type { MonitorView } from '../../services/monitor/list.ts';
import type { Uptime } from '../../services/uptime/show.ts';
import type { Html } from '../page.ts';
import { away, when } from '../time.ts';

import { options } from './filters.ts';
import { uptimeSection } from './uptime.ts';

const statuses = ['down', 'late', 'started', 'up', 'unknown', 'new', 'not configured', 'muted'];
/** What needs somebody comes first. */
const order = ['down', 'late', 'unknown', 'started', 'new', 'up', 'not configured'];

/** Everything that is watched, by plan, what is down first; then how its services are this month. */
export function monitorsPage(
  all: readonly MonitorView[],
  uptimes: readonly Uptime[],
  status: string | undefined,
  now: number,
): Html {
  const plans = [...new Set([...all, ...uptimes].map(({ plan }) => plan))];
  return html`<h1>Monitors</h1>
    <form class="filters" method="get" action="/monitors">
      <label>
        Status
        <select name="status">
          <option value="">any</option>
          ${options(
            statuses.map((id) => ({ id, title: id })),
            status,
          )}
        </select>
      </label>
      <button>Narrow</button>
    </form>
    ${all.length === 0 ? html`<p class="card empty">Nothing is watched that is like that.</p>` : ''}
    ${plans.map(
      (plan) =>
        html`<section aria-labelledby="plan-${plan}">
          <h2 id="plan-${plan}">${plan}</h2>
          ${rows(ordered(all.filter((one) => one.plan === plan)), now)}
          ${uptimeSection(uptimes.filter((one) => one.plan === plan))}
        </section>`,
    )}`;
}

const rows = (all: readonly MonitorView[], now: number): Html | '' =>
  all.length === 0
    ? ''
    : html`<ul class="card rows">
        ${all.map((one) => row(one, now))}
      </ul>`;

const ordered = (all: readonly MonitorView[]): readonly MonitorView[] =>
  all.toSorted((a, b) => order.indexOf(a.status) - order.indexOf(b.status));

function row(one: MonitorView, now: number): Html {
  const { plan, kind, name, title, every, since, timezone, last } = one;
  return html`<li class="row">
    <div>
      <h3><a href="/monitors/${plan}/${kind}/${name}">${title}</a> <span class="muted">${kind}/${name}</span></h3>
      <p class="dots muted">
        <span>${every}</span>
        ${since !== null && html`<span>since ${when(since, timezone)} (${away(since, now)})</span>`}
        ${last !== null && html`<span>${last.words}</span>`}
        ${last !== null && last.value !== null && html`<span>${last.ms} ms</span>`}
      </p>
    </div>
    ${monitorBadges(one)}
  </li>`;
}

/** How it stands, by a sign and not by colour alone. */
export const monitorBadges = ({ status, flapping, muted }: MonitorView): Html =>
  html`<span class="badges">
    ${flapping && html`<span class="badge alarm">↕ flapping</span>`}
    ${muted !== null && html`<span class="badge">☾ muted</span>`}
    <span class="badge ${status === 'down' || status === 'late' ? 'alarm' : status === 'up' ? 'good' : ''}">
      ${status === 'down' || status === 'late' ? '▲ ' : status === 'up' ? '✓ ' : ''}${status}
    </span>
  </span>`;
