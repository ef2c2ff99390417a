import { html } from 'hono/html';

import type { ScheduleView } from '../../services/schedule/list.ts';
import type { Html } from '../page.ts';
import { away, when } from '../time.ts';

/** Everything that comes round by itself, by plan, what comes next first. */
export function schedulesPage(all: readonly ScheduleView[], now: number): Html {
  const plans = [...new Set(all.map(({ plan }) => plan))];
  return html`<h1>Schedules</h1>
    ${all.length === 0 ? html`<p class="card empty">Nothing comes round by itself.</p>` : ''}
    ${plans.map(
      (plan) =>
        html`<section aria-labelledby="plan-${plan}">
          <h2 id="plan-${plan}">${plan}</h2>
          <ul class="card rows">
            ${ordered(all.filter((one) => one.plan === plan)).map((one) => row(one, now))}
          </ul>
        </section>`,
    )}`;
}

const ordered = (all: readonly ScheduleView[]): readonly ScheduleView[] =>
  all.toSorted((a, b) => (a.next[0]?.at ?? Infinity) - (b.next[0]?.at ?? Infinity));

function row(one: ScheduleView, now: number): Html {
  const { plan, name, title, every, next, last, timezone } = one;
  return html`<li class="row">
    <div>
      <h3><a href="/schedules/${plan}/${name}">${title}</a> <span class="muted">${name}</span></h3>
      <p class="dots muted">
        <span>${every}</span>
        ${next[0] !== undefined && html`<span>next ${when(next[0].at, timezone)} (${away(next[0].at, now)})</span>`}
        ${last !== null && html`<span>last ${when(last.nominalAt, timezone)}</span>`}
      </p>
    </div>
    ${scheduleBadges(one)}
  </li>`;
}

/** How it stands, by a sign and not by colour alone. */
export const scheduleBadges = ({ paused, last }: ScheduleView): Html =>
  html`<span class="badges">
    ${paused !== null && html`<span class="badge">☾ paused</span>`}
    ${last?.outcome === 'overdue' && html`<span class="badge alarm">▲ overdue</span>`}
    ${last !== null && last.status !== null && html`<span class="badge">${last.status}</span>`}
  </span>`;
