import { html } from 'hono/html';

import { messagesIn } from '../../language/messages.ts';
import type { Choice } from '../../services/plan/show.ts';
import type { Html } from '../page.ts';

import { capital } from './words.ts';

/** What the list is narrowed to, as the address says it. */
export interface Filters {
  readonly status: string;
  readonly plan: string | undefined;
  readonly severity: string | undefined;
  readonly assignee: string | undefined;
  readonly q: string | undefined;
  readonly cursor: string | undefined;
}

const statuses = [
  { id: 'open', title: 'Open' },
  { id: 'escalated', title: 'Escalated' },
  { id: 'all', title: 'All' },
  ...Object.entries(messagesIn('en').statuses).map(([id, title]) => ({ id, title: capital(title) })),
];

/** A form that narrows the list; it needs no script. */
export const filterForm = (
  { status, plan, severity, assignee, q }: Filters,
  plans: readonly { slug: string; title: string }[],
  severities: readonly string[],
  people: readonly Choice[],
): Html =>
  html`<form class="filters" role="search">
    <label
      >Status
      <select name="status">
        ${options(statuses, status)}
      </select></label
    >
    <label>
      Plan
      <select name="plan">
        <option value="">All</option>
        ${options(
          plans.map(({ slug, title }) => ({ id: slug, title })),
          plan,
        )}
      </select>
    </label>
    <label>
      Severity
      <select name="severity">
        <option value="">All</option>
        ${options(
          severities.map((id) => ({ id, title: id })),
          severity,
        )}
      </select>
    </label>
    <label>
      Assigned to
      <select name="assignee">
        <option value="">Anybody or nobody</option>
        ${options([{ id: 'nobody', title: 'Nobody' }, ...people], assignee)}
      </select>
    </label>
    <label class="wide">Search <input type="search" name="q" value="${q ?? ''}" maxlength="200" /></label>
    <button>Show</button>
  </form>`;

/** The choices of a select, one of them chosen. */
export const options = (choices: readonly { id: string; title: string }[], chosen: string | null | undefined): Html[] =>
  choices.map(({ id, title }) => html`<option value="${id}" ${id === chosen ? 'selected' : ''}>${title}</option>`);

/** The address of another page of the same list. */
export function pageLink({ cursor: _here, ...filters }: Filters, cursor: string | undefined): string {
  const given = Object.entries({ ...filters, cursor }).filter((one): one is [string, string] => one[1] !== undefined);
  return `/?${new URLSearchParams(given).toString()}`;
}
