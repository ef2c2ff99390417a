import { html } from 'hono/html';

import { spellTarget } from '../../language/time/target.ts';
import type { ClockView, IncidentView } from '../../services/incident/view.ts';
import type { Html } from '../page.ts';
import { away, spell, when } from '../time.ts';

import type { PlanShown } from './choices.ts';
import { metricName } from './words.ts';

/** A promise that is broken and still not done. */
export const clockOverdue = ({ state, fulfilledAt }: ClockView): boolean =>
  state === 'breached' && fulfilledAt === null;

/** Every promise of an incident: what, how long, until when, and how it stands. */
export function clocks({ clocks: all, timezone }: IncidentView, plan: PlanShown, now: number): Html {
  const cards = (some: readonly ClockView[]) =>
    html`<ul class="clocks">
      ${some.map((one) => clock(one, plan, timezone, now))}
    </ul>`;
  const old = all.filter((one) => isOver(one, all));
  return html`<section aria-labelledby="clocks">
    <h2 id="clocks">Clocks</h2>
    ${all.length === 0 && html`<p class="muted">Nothing is promised about it.</p>`}
    ${cards(all.filter((one) => !old.includes(one)))}
    ${
      old.length > 0 &&
      html`<details class="more">
        <summary>Earlier rounds: ${old.length}</summary>
        <div>${cards(old)}</div>
      </details>`
    }
  </section>`;
}

/** Done, and begun again since: the next news, the response of another level. */
const isOver = (one: ClockView, all: readonly ClockView[]): boolean =>
  one.fulfilledAt !== null && all.findLast(({ metric }) => metric === one.metric) !== one;

function clock(one: ClockView, plan: PlanShown, zone: string, now: number): Html {
  const { metric, target, calendar, rule, state, dueAt, warnsAt, fulfilledAt } = one;
  return html`<li class="card clock ${state}">
    <h3>${metricName(metric, plan.clocks)} <span class="muted">within ${spellTarget(target)}</span></h3>
    <p class="state">${standing(one, now)}</p>
    ${dueAt !== null && html`<p>${state !== 'running' && 'Due '}${when(dueAt, zone)}</p>`}
    ${
      warnsAt !== null &&
      state === 'running' &&
      html`<p class="small">${warnsAt > now ? 'Warns' : '▲ Warned of'} ${when(warnsAt, zone)}</p>`
    }
    ${fulfilledAt !== null && html`<p>Done ${when(fulfilledAt, zone)}</p>`}
    <p class="muted small">Calendar ${calendar} · rule ${rule}</p>
  </li>`;
}

function standing({ state, dueAt, fulfilledAt, breachedAt }: ClockView, now: number): string {
  if (state === 'met') return '✓ Kept';
  if (state === 'paused') return '‖ Stands still while on hold';
  if (state === 'stopped') return '■ Not promised any more';
  if (state === 'running') return dueAt === null ? 'Running' : `Due ${away(dueAt, now)}`;
  return fulfilledAt === null
    ? `▲ Overdue, since ${spell(Math.max(0, now - breachedAt!))}`
    : `✕ Not kept: ${spell(Math.max(0, fulfilledAt - breachedAt!))} late`;
}
