import { html } from 'hono/html';

import type { procedures } from '../../services/procedure/list.ts';
import type { RunView } from '../../services/procedure/view.ts';
import type { Refusal } from '../errors.ts';
import type { Html } from '../page.ts';
import { when } from '../time.ts';
import type { Typed } from '../typed.ts';

import { onceKey } from './acts.ts';
import { options } from './filters.ts';
import { runBadge } from './run-words.ts';

export type ProcedureView = Awaited<ReturnType<typeof procedures>>[number];

/** What the list of runs is narrowed to, as the address says it. */
export type RunFilters = Readonly<Partial<Record<'plan' | 'procedure' | 'status' | 'incident', string>>>;

export const runStatuses = ['running', 'paused', 'undoing', 'done', 'failed', 'undone', 'cancelled'] as const;

const named = (all: Iterable<string>) => [...new Set(all)].map((id) => ({ id, title: id }));

/** Runs, the newest first, with a form that narrows them. */
export const runsPage = (
  { items, next }: { readonly items: readonly RunView[]; readonly next: string | null },
  filters: RunFilters,
  known: readonly ProcedureView[],
): Html =>
  html`<h1>Runs</h1>
    <p><a href="/procedures">Begin a procedure</a></p>
    <form class="filters" role="search">
      <label
        >Status
        <select name="status">
          <option value="">All</option>
          ${options(named(runStatuses), filters.status)}
        </select></label
      >
      <label
        >Plan
        <select name="plan">
          <option value="">All</option>
          ${options(named(known.map(({ plan }) => plan)), filters.plan)}
        </select></label
      >
      <label
        >Procedure
        <select name="procedure">
          <option value="">All</option>
          ${options(named(known.map(({ name }) => name)), filters.procedure)}
        </select></label
      >
      <label>Ticket <input name="incident" value="${filters.incident ?? ''}" maxlength="30" /></label>
      <button>Show</button>
    </form>
    ${items.length === 0 ? html`<p class="card empty">No run is like that.</p>` : runRows(items)}
    ${next !== null && html`<p><a href="/runs?${new URLSearchParams({ ...filters, cursor: next }).toString()}">Older →</a></p>`}`;

const here = ['ready', 'running', 'undoing', 'failed', 'unknown'];

const runRows = (items: readonly RunView[]): Html =>
  html`<ul class="card rows">
    ${items.map(
      (run) =>
        html`<li class="row">
          <div>
            <h2>
              <a href="/runs/${run.reference}"><span class="reference">${run.reference}</span> ${run.title}</a>
            </h2>
            <p class="dots muted">
              <span>${run.plan}</span><span>begun ${when(run.startedAt, run.timezone)}</span>
              ${run.incident !== null && html`<span>for <a href="/incidents/${run.incident}">${run.incident}</a></span>`}
            </p>
          </div>
          <div>
            <p>${runBadge(run)}</p>
            <p>
              ${run.steps
                .filter(({ status }) => here.includes(status))
                .map(({ title }) => title)
                .join('; ')}
            </p>
          </div>
        </li>`,
    )}
  </ul>`;

/** What can be begun, by plan. */
export function proceduresPage(all: readonly ProcedureView[]): Html {
  const plans = [...new Set(all.map(({ plan }) => plan))];
  return html`<h1>Procedures</h1>
    <p><a href="/runs">Those that are or were carried out</a></p>
    ${all.length === 0 && html`<p class="card empty">No plan has procedures.</p>`}
    ${plans.map(
      (plan) =>
        html`<section aria-labelledby="plan-${plan}">
          <h2 id="plan-${plan}">${plan}</h2>
          <ul class="card rows">
            ${all
              .filter((one) => one.plan === plan)
              .map(
                ({ name, title, steps }) =>
                  html`<li>
                    <p>
                      <a href="${beginAt(plan, name)}">${title}</a>
                      <span class="muted">${name}, ${steps.length === 1 ? '1 step' : `${steps.length} steps`}</span>
                    </p>
                  </li>`,
              )}
          </ul>
        </section>`,
    )}`;
}

/** Where one procedure is begun. */
export const beginAt = (plan: string, name: string): string =>
  `/procedures/${[plan, ...name.split('/')].map(encodeURIComponent).join('/')}`;

/** What is done in one procedure, and a form with what it asks. */
export const beginPage = (one: ProcedureView, typed: Typed, refusal: Refusal | undefined): Html =>
  html`<article class="narrow">
    <p class="crumbs"><a href="/procedures">Procedures</a> / ${one.name}</p>
    <h1>${one.title}</h1>
    ${refusal !== undefined && html`<p class="notice" role="alert">${refusal.message}</p>`}
    ${one.description !== null && html`<p class="words">${one.description}</p>`}
    ${
      one.triggers.length > 0 &&
      html`<p>When:</p>
        <ul class="ticks">
          ${one.triggers.map((text) => html`<li>${text}</li>`)}
        </ul>`
    }
    <form class="stack card" method="post" action="${beginAt(one.plan, one.name)}">
      ${onceKey()}
      ${Object.entries(one.asks).map(
        ([name, question]) =>
          html`<label
            >${question}
            <input name="answers.${name}" value="${typed[`answers.${name}`] ?? ''}" maxlength="1000" required
          /></label>`,
      )}
      <label
        ><span>For the ticket <span class="muted">optional</span></span>
        <input name="incident" value="${typed['incident'] ?? ''}" maxlength="30" placeholder="TRA-1"
      /></label>
      <button class="primary">Begin</button>
    </form>
    <h2>What is done</h2>
    <ol class="ticks numbered">
      ${one.steps.map(({ title, kind }) => html`<li>${title} <span class="muted">${kind}</span></li>`)}
    </ol>
  </article>`;
