import { html } from 'hono/html';

import { logbookKinds } from '../../domain/logbook.ts';
import type { Plan } from '../../domain/plan.ts';
import type { logbook, LogbookView } from '../../services/logbook/show.ts';
import type { Html } from '../page.ts';
import { when } from '../time.ts';

import { options } from './filters.ts';

/** What the record is narrowed to, as the address says it. */
export type Filters = Readonly<Partial<Record<'plan' | 'kind' | 'q' | 'from' | 'until', string>>>;

const named = (names: Iterable<string>) => [...names].map((id) => ({ id, title: id }));

type Plans = ReadonlyMap<string, Plan>;

/** The lines asked for, with a form that narrows them; each by the clocks of its plan. */
export function logbookPage(
  { items, next }: Awaited<ReturnType<typeof logbook>>,
  filters: Filters,
  plans: Plans,
): Html {
  const { plan, kind, q, from, until } = filters;
  const records = plans.get(plan ?? '')?.records ?? [];
  return html`<h1>Logbook</h1>
    ${records.length > 0 && html`<p class="muted">What the plan wants written down: ${records.join(', ')}.</p>`}
    <form class="filters" role="search" method="get" action="/logbook">
      <label
        >Plan
        <select name="plan">
          <option value="">All</option>
          ${options(named(plans.keys()), plan)}
        </select></label
      >
      <label
        >Kind
        <select name="kind">
          <option value="">All</option>
          ${options(named(logbookKinds), kind)}
        </select></label
      >
      <label>From <input type="date" name="from" value="${from ?? ''}" /></label>
      <label>Until <input type="date" name="until" value="${until ?? ''}" /></label>
      <label class="wide">Search <input type="search" name="q" value="${q ?? ''}" maxlength="200" /></label>
      <button>Show</button>
    </form>
    ${
      items.length === 0
        ? html`<p class="card empty">Nothing was written down that is like that.</p>`
        : html`<ul class="card rows">
            ${items.map((one) => row(one, plans.get(one.plan ?? '')?.timezone ?? 'UTC'))}
          </ul>`
    }
    ${next !== null && html`<p><a href="${pageLink(filters, next)}">Older</a></p>`}`;
}

function row(one: LogbookView, zone: string): Html {
  const { kind, what, title, text, changes } = one;
  return html`<li class="row">
    <div>
      <h2>${title}</h2>
      <p class="dots muted">${facts(one, zone).map((fact) => html`<span>${fact}</span>`)}</p>
      ${text !== null && html`<p>${text}</p>`} ${changes.length > 0 && changed(changes)}
    </div>
    <span class="badges"
      ><span class="badge">${what === 'logged' || what === kind ? kind : `${kind}: ${what}`}</span></span
    >
  </li>`;
}

function facts(one: LogbookView, zone: string): (Html | string)[] {
  const { at, plan, reference, severity, service, by } = one;
  const page = pageOf(one);
  const link = page === null ? reference : html`<a href="${page}">${reference}</a>`;
  return [when(at, zone), plan, link, severity, service, by].filter((fact) => fact !== null);
}

/** Where one reads more of it; null of what people and their tools have written down. */
function pageOf({ kind, what, reference }: LogbookView): string | null {
  if (reference === null || what === 'logged') return null;
  if (kind === 'incident') return `/incidents/${reference}`;
  return ['backup', 'maintenance', 'procedure'].includes(kind) ? `/runs/${reference}` : null;
}

const changed = (changes: LogbookView['changes']): Html =>
  html`<details>
    <summary>What it changed</summary>
    <ul>
      ${changes.map(({ sentence }) => html`<li>${sentence}</li>`)}
    </ul>
  </details>`;

const pageLink = (filters: Filters, cursor: string): string =>
  `/logbook?${new URLSearchParams({ ...filters, cursor }).toString()}`;
