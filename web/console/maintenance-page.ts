import { html } from 'hono/html';

import type { Plan } from '../../domain/plan.ts';
import type { comingMaintenance } from '../../services/maintenance/coming.ts';
import type { MaintenanceView } from '../../services/maintenance/list.ts';
import type { Html } from '../page.ts';
import { away, when } from '../time.ts';

import type { Attempt } from './monitor-page.ts';
import { maintenanceForm } from './maintenance-form.ts';

type ComingView = Awaited<ReturnType<typeof comingMaintenance>>[number];

/** What the page is made of. */
export interface MaintenanceShown {
  readonly plans: readonly Plan[];
  readonly items: readonly MaintenanceView[];
  readonly next: readonly ComingView[];
  readonly now: number;
  readonly mayPlan: boolean;
  readonly attempt: Attempt | undefined;
}

/** By plan: what is or was planned, what comes round, and a form to plan more. */
export const maintenancePage = (shown: MaintenanceShown): Html =>
  html`<h1>Maintenance</h1>
    ${shown.attempt !== undefined && html`<p class="notice" role="alert">${shown.attempt.refusal.message}</p>`}
    ${shown.plans.length === 0 && html`<p class="card empty">No plan says when work is done on what is running.</p>`}
    ${shown.plans.map((plan) => section(plan, shown))}`;

function section(plan: Plan, shown: MaintenanceShown): Html {
  const { slug, title } = plan;
  const items = shown.items.filter((one) => one.plan === slug);
  const next = shown.next.filter((one) => one.plan === slug);
  return html`<section aria-labelledby="plan-${slug}">
    <h2 id="plan-${slug}">${title}</h2>
    ${
      items.length === 0
        ? html`<p class="card empty">None is planned, and none was.</p>`
        : html`<ul class="card rows">
            ${items.map((one) => row(one, plan, shown.now))}
          </ul>`
    }
    ${shown.mayPlan && maintenanceForm(plan, shown)} ${next.length > 0 && coming(next, plan, shown.now)}
  </section>`;
}

const signs: Readonly<Record<MaintenanceView['state'], string>> = {
  planned: '○ planned',
  announced: '◔ announced',
  waiting: '◑ waiting',
  begun: '● begun',
  overrunning: '▲ overrunning',
  done: '✓ done',
  'called off': '✕ called off',
};

const why: Readonly<Record<string, string>> = {
  'too-short': 'a change of clocks leaves too little of the window before',
  'too-soon': 'the window before was too soon for its notice',
  'notice-not-kept': 'its notice was not kept',
  'window-missed': 'the window before was missed',
  emergency: 'it could not wait',
};

function row(one: MaintenanceView, plan: Plan, now: number): Html {
  const { run, state, services, timezone, noticeBy, announcedAt, announceAt, refused, told, movedBecause } = one;
  const alarm = state === 'overrunning' ? 'alarm' : '';
  return html`<li class="row" id="${run}">
    <div>
      <h3>
        <a href="/runs/${run}"><span class="reference">${run}</span> ${one.title}</a>
      </h3>
      <p>${span(one, plan)}</p>
      <p class="dots muted">
        <span>${away(one.fromAt, now)}</span>
        <span
          >${services.length === 0 ? 'everything' : services.map((name) => plan.services[name]?.title ?? name).join(', ')}</span
        >
        ${movedBecause !== null && html`<span>${why[movedBecause] ?? movedBecause}</span>`}
        ${noticeBy !== null && html`<span>notice until ${when(noticeBy, timezone)}</span>`}
        ${
          announcedAt === null
            ? announceAt !== null && html`<span>to be announced ${when(announceAt, timezone)}</span>`
            : html`<span>told to ${told}</span>`
        }
      </p>
      ${
        refused !== null &&
        refused.length > 0 &&
        html`<p>▲ Could not be told: ${refused.map(({ name, recipient }) => name ?? recipient).join(', ')}.</p>`
      }
    </div>
    <span class="badges"><span class="badge ${alarm}">${signs[state]}</span></span>
  </li>`;
}

/** In the zone of the window, and in the plan's where that is another. */
function span(
  { fromAt, untilAt, timezone }: Pick<MaintenanceView, 'fromAt' | 'untilAt' | 'timezone'>,
  plan: Plan,
): Html {
  const zones = [...new Set([timezone, plan.timezone])];
  return html`${zones.map(
    (zone, index) =>
      html`${index > 0 && html`<br />`}${when(fromAt, zone)} to ${when(untilAt, zone)}
        <span class="muted">${zone}</span>`,
  )}`;
}

const coming = (next: readonly ComingView[], plan: Plan, now: number): Html =>
  html`<h3>Comes round</h3>
    <ul class="card rows">
      ${next.map(
        (one) =>
          html`<li class="row">
            <div>
              <p>${one.title}</p>
              <p>${span(one, plan)}</p>
              <p class="dots muted">
                <span>${away(one.fromAt, now)}</span>
                <span>announced ${when(one.announceAt, one.timezone)}</span>
              </p>
            </div>
          </li>`,
      )}
    </ul>`;
