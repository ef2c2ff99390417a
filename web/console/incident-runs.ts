import { html } from 'hono/html';

import type { Caller } from '../../services/access/caller.ts';
import type { Desk } from '../../services/desk.ts';
import type { IncidentView } from '../../services/incident/view.ts';
import { runJobs, showRun } from '../../services/procedure/show.ts';
import type { RunView } from '../../services/procedure/view.ts';
import type { Html } from '../page.ts';

import { onceKey } from './acts.ts';
import type { RunOffer } from './run-forms.ts';
import { stepSection } from './run-step.ts';
import { runBadge, stepBadge } from './run-words.ts';
import { beginAt } from './runs-page.ts';

/** More of them at once are only named. */
const mostShown = 4;

/** A run that is under way for a ticket, with what its machines said. */
export interface TicketRun {
  readonly run: RunView;
  readonly jobs: RunOffer['jobs'];
}

/** Those of a ticket that are not over. */
export async function openRunsOf(desk: Desk, caller: Caller, { runs }: IncidentView): Promise<readonly TicketRun[]> {
  const open = runs.filter(({ status }) => isOpen(status)).slice(0, mostShown);
  return Promise.all(
    open.map(async ({ reference }) => {
      const [run, jobs] = await Promise.all([showRun(desk, caller, reference), runJobs(desk, caller, reference)]);
      return { run, jobs };
    }),
  );
}

/** What failed may be taken up again. */
const isOpen = (status: RunView['status']): boolean => ['running', 'paused', 'undoing', 'failed'].includes(status);

type Offer = Omit<RunOffer, 'jobs' | 'typed' | 'onTicket'>;

/** What is done for a ticket step by step, with forms for the steps whose turn it is, and a button for all that can be begun. */
export function runsOfTicket(incident: IncidentView, open: readonly TicketRun[], offer: Offer): Html | '' {
  const { reference, plan, runs, procedures } = incident;
  if (runs.length === 0 && procedures.length === 0) return '';
  const others = runs.filter((run) => !open.some((one) => one.run.reference === run.reference));
  const beginnable = procedures.filter(({ name }) => !open.some(({ run }) => run.procedure === name));
  return html`<section aria-labelledby="runs">
    <h2 id="runs">Step by step</h2>
    ${open.map(({ run, jobs }) => underWay(run, { ...offer, jobs, typed: undefined, onTicket: true }))}
    ${
      others.length + beginnable.length > 0 &&
      html`<ul class="card rows">
        ${others.map(
          (run) =>
            html`<li class="bond">
              <p><a href="/runs/${run.reference}">${run.reference}</a> ${run.title}</p>
              ${runBadge(run)}
            </li>`,
        )}
        ${beginnable.map(
          ({ name, title }) =>
            html`<li class="bond">
              <p>${title} <span class="muted">${name}</span></p>
              <form method="post" action="${beginAt(plan, name)}">
                ${onceKey()} <input type="hidden" name="incident" value="${reference}" />
                <button aria-label="Begin: ${title}">Begin</button>
              </form>
            </li>`,
        )}
      </ul>`
    }
  </section>`;
}

const past: readonly string[] = ['done', 'skipped', 'undone'];

function underWay(run: RunView, offer: RunOffer): Html {
  const over = run.steps.filter(({ status }) => past.includes(status)).length;
  return html`<div class="bond">
      <h3><a href="/runs/${run.reference}">${run.reference}</a> ${run.title}</h3>
      ${runBadge(run)}
    </div>
    <p class="muted">${over} of ${run.steps.length} steps are over.</p>
    <ol class="steps">
      ${run.steps.map((step, index) =>
        past.includes(step.status) || step.status === 'waiting'
          ? html`<li class="step bond">
              <p>${index + 1}. ${step.title}</p>
              ${stepBadge(step)}
            </li>`
          : stepSection(run, step, index + 1, offer),
      )}
    </ol>`;
}
