import { html } from 'hono/html';

import type { IncidentView } from '../../services/incident/view.ts';
import type { Html } from '../page.ts';

import { onceKey } from './acts.ts';
import { runBadge } from './run-words.ts';
import { beginAt } from './runs-page.ts';

/** What is done for a ticket step by step, and a button for each runbook and procedure that can be begun. */
export function runsOfTicket({ reference, plan, runs, procedures }: IncidentView): Html | '' {
  if (runs.length === 0 && procedures.length === 0) return '';
  return html`<section aria-labelledby="runs">
    <h2 id="runs">Step by step</h2>
    <ul class="card rows">
      ${runs.map(
        (run) =>
          html`<li class="bond">
            <p><a href="/runs/${run.reference}">${run.reference}</a> ${run.title}</p>
            ${runBadge(run)}
          </li>`,
      )}
      ${procedures.map(
        ({ name, title }) =>
          html`<li class="bond">
            <p>${title} <span class="muted">${name}</span></p>
            <form method="post" action="${beginAt(plan, name)}">
              ${onceKey()} <input type="hidden" name="incident" value="${reference}" />
              <button aria-label="Begin: ${title}">Begin</button>
            </form>
          </li>`,
      )}
    </ul>
  </section>`;
}
