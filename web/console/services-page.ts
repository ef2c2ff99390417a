import { html } from 'hono/html';

import type { ModeView } from '../../services/service/mode.ts';
import type { Refusal } from '../errors.ts';
import type { Html } from '../page.ts';
import { away, when } from '../time.ts';
import type { Typed } from '../typed.ts';

import { onceKey } from './acts.ts';

/** What somebody tried, and why it could not be. */
export interface Attempt {
  readonly typed: Typed;
  readonly refusal: Refusal;
}

/** Every service and how it runs, by plan, with a form to declare what it runs like. */
export function servicesPage(all: readonly ModeView[], now: number, attempt: Attempt | undefined): Html {
  const plans = [...new Set(all.map(({ plan }) => plan))];
  return html`<h1>Services</h1>
    ${attempt !== undefined && html`<p class="notice" role="alert">${attempt.refusal.message}</p>`}
    ${all.length === 0 ? html`<p class="card empty">No plan has services.</p>` : ''}
    ${plans.map(
      (plan) =>
        html`<section aria-labelledby="plan-${plan}">
          <h2 id="plan-${plan}">${plan}</h2>
          <ul class="card rows">
            ${all.filter((one) => one.plan === plan).map((one) => row(one, now, attempt))}
          </ul>
        </section>`,
    )}`;
}

function row(one: ModeView, now: number, attempt: Attempt | undefined): Html {
  const { title, service, since, until, reason, by, timezone, allows } = one;
  const degraded = one.mode === 'degraded';
  return html`<li class="row">
    <div>
      <h3>${title} <span class="muted">${service}</span></h3>
      <p class="dots muted">
        ${since !== null && html`<span>since ${when(since, timezone)} (${away(since, now)})</span>`}
        ${until !== null && html`<span>until ${when(until, timezone)}</span>`}
        ${by !== null && html`<span>${by}</span>`}
      </p>
      ${reason !== null && html`<p>${reason}</p>`}
      ${allows.length > 0 && html`<p class="muted">Still works: ${allows.join(', ')}</p>`}
      ${degraded ? liftForm(one) : degradeForm(one, attempt)}
    </div>
    <span class="badges">
      <span class="badge ${degraded ? 'alarm' : 'good'}">${degraded ? '▲ degraded' : '✓ normal'}</span>
    </span>
  </li>`;
}

const pathOf = ({ plan, service }: ModeView): string => `/services/${plan}/${service}`;

const liftForm = (one: ModeView): Html =>
  html`<form method="post" action="${pathOf(one)}/lift">
    ${onceKey()}
    <button aria-label="Runs fully again: ${one.title}">Runs fully again</button>
  </form>`;

function degradeForm(one: ModeView, attempt: Attempt | undefined): Html {
  const mine = attempt?.typed['path'] === pathOf(one) ? attempt.typed : undefined;
  return html`<details ${mine === undefined ? '' : 'open'}>
    <summary aria-label="Declare degraded: ${one.title}">Declare degraded</summary>
    <form method="post" action="${pathOf(one)}/degraded" class="stack">
      ${onceKey()}
      <label> Why <input name="reason" value="${mine?.['reason'] ?? ''}" maxlength="1000" required /> </label>
      <label>
        <span>For <span class="muted">optional</span></span>
        <input name="for" value="${mine?.['for'] ?? ''}" placeholder="2h" />
      </label>
      <button>Declare it</button>
    </form>
  </details>`;
}
