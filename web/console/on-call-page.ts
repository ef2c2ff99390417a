import { html } from 'hono/html';

import type { EmergencyView } from '../../services/emergency/show.ts';
import type { overrides } from '../../services/on-call/override.ts';
import type { OnCall, ShiftView } from '../../services/on-call/show.ts';
import type { Choice } from '../../services/plan/show.ts';
import type { Refusal } from '../errors.ts';
import type { Html } from '../page.ts';
import { away, when } from '../time.ts';
import type { Typed } from '../typed.ts';
import { onceKey } from './acts.ts';
import { emergencySection } from './emergency.ts';
import { wallTime } from './fields.ts';
import { options } from './filters.ts';

type Override = Awaited<ReturnType<typeof overrides>>[number];

/** What somebody tried, and why it could not be. */
export interface Attempt {
  readonly typed: Typed;
  readonly refusal: Refusal;
}

interface Shown {
  readonly emergency: readonly EmergencyView[];
  readonly rotations: readonly OnCall[];
  readonly overrides: readonly Override[];
  /** Of each plan, by its name. */
  readonly people: ReadonlyMap<string, readonly Choice[]>;
  readonly now: number;
  readonly attempt: Attempt | undefined;
}

/** Every rotation: who is on call now and next, the coming four weeks, and a form for an override; the emergency contacts. */
export const onCallPage = (shown: Shown): Html =>
  html`<h1>On call</h1>
    ${shown.attempt !== undefined && html`<p class="notice" role="alert">${shown.attempt.refusal.message}</p>`}
    ${
      shown.rotations.length === 0
        ? html`<p class="card empty">No plan has rotations.</p>`
        : shown.rotations.map((one) => rotation(one, shown))
    }
    ${shown.emergency.map(emergencySection)}`;

function rotation(one: OnCall, shown: Shown): Html {
  const { plan, rotation: name, title, timezone, gaps } = one;
  const id = `${plan}-${name}`;
  return html`<section aria-labelledby="${id}">
    <h2 id="${id}">${title} <span class="muted">${plan}</span></h2>
    ${standing(one, shown.now)}
    ${gaps.map(
      (gap) =>
        html`<p class="notice">
          ▲ Nobody is on call from ${when(gap.from, timezone)} until ${when(gap.until, timezone)}.
        </p>`,
    )}
    ${one.shifts.length > 0 && shifts(one)} ${standIns(one, shown)} ${form(one, shown)}
  </section>`;
}

const shifts = ({ shifts: all, timezone }: OnCall): Html =>
  html`<h3>The coming four weeks</h3>
    <ul class="card rows">
      ${all.map((shift) => html`<li>${line(shift, timezone)}</li>`)}
    </ul>`;

function standing({ now, next, timezone }: OnCall, at: number): Html {
  const until = now?.until == null ? '' : html`, until ${when(now.until, timezone)} (${away(now.until, at)})`;
  return html`${
    now === null
      ? html`<p class="alarm">▲ Nobody is on call now.</p>`
      : html`<p><strong>${now.name}</strong> is on call now${until}.</p>`
  }
  ${next !== null && html`<p>Next: <strong>${next.name}</strong>, from ${when(next.from!, timezone)}.</p>`}`;
}

const line = ({ name, from, until }: ShiftView, zone: string): Html =>
  html`<strong>${name}</strong> ${from !== null && html`from ${when(from, zone)}`}
    ${until !== null && html`until ${when(until, zone)}`}`;

/** Those that stand or are to come, each with a button to cancel it. */
function standIns({ plan, rotation: name, timezone }: OnCall, { overrides: made, people, now }: Shown): Html | '' {
  const coming = made.filter(
    (one) => one.plan === plan && one.rotation === name && one.until_at > now && one.cancelled_at === null,
  );
  if (coming.length === 0) return '';
  const nameOf = (id: string) => people.get(plan)?.find((one) => one.id === id)?.title ?? id;
  return html`<h3>Overrides</h3>
    <ul class="card rows">
      ${coming.map(
        (one) =>
          html`<li class="row">
            <div>
              ${line({ person: one.person, name: nameOf(one.person), from: one.from_at, until: one.until_at }, timezone)}
              ${one.reason !== null && html`<p class="muted">${one.reason}</p>`}
            </div>
            <form method="post" action="/on-call/overrides/${one.id}/cancel">
              <button aria-label="Cancel the override of ${nameOf(one.person)}">Cancel</button>
            </form>
          </li>`,
      )}
    </ul>`;
}

function form({ plan, rotation: name, timezone }: OnCall, { people, now, attempt }: Shown): Html {
  const tried = attempt?.typed['plan'] === plan && attempt.typed['rotation'] === name;
  const typed = tried ? attempt.typed : {};
  const instant = (field: string, needed: boolean) =>
    html`<input
      type="datetime-local"
      name="${field}"
      value="${typed[field] ?? ''}"
      min="${wallTime(now, timezone)}"
      ${needed ? 'required' : ''}
    />`;
  return html`<details ${tried ? 'open' : ''}>
    <summary>Override</summary>
    <form method="post" action="/on-call/overrides" class="stack">
      ${onceKey()}
      <input type="hidden" name="plan" value="${plan}" />
      <input type="hidden" name="rotation" value="${name}" />
      <label>
        Who
        <select name="person" required>
          <option value="">Nobody chosen</option>
          ${options(people.get(plan) ?? [], typed['person'])}
        </select>
      </label>
      <label>
        <span>From (${timezone}) <span class="muted">left out: now</span></span>
        ${instant('from', false)}
      </label>
      <label> Until (${timezone}) ${instant('until', true)} </label>
      <label>
        <span>Why <span class="muted">optional</span></span>
        <input name="reason" value="${typed['reason'] ?? ''}" maxlength="1000" />
      </label>
      <button>Override</button>
    </form>
  </details>`;
}
