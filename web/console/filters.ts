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
  readonly level: string | undefined;
  readonly category: string | undefined;
  readonly customer: string | undefined;
  /** `true`: only those about which a promise is broken. */
  readonly breached: string | undefined;
  /** `awaited`: only those that wait for the release that has their solution. */
  readonly release: string | undefined;
  readonly q: string | undefined;
  readonly cursor: string | undefined;
}

const statuses = [
  { id: 'open', title: 'Open' },
  { id: 'escalated', title: 'Escalated' },
  { id: 'all', title: 'All' },
  ...Object.entries(messagesIn('en').statuses).map(([id, title]) => ({ id, title: capital(title) })),
];

/** What the list can be narrowed to, over all plans. */
export interface Narrowing {
  readonly plan: readonly Choice[];
  readonly severity: readonly Choice[];
  readonly assignee: readonly Choice[];
  readonly level: readonly Choice[];
  readonly category: readonly Choice[];
  readonly customer: readonly Choice[];
}

/** A form that narrows the list; it needs no script. `me` is who looks, where that is a person of a plan. */
export function filterForm(filters: Filters, all: Narrowing, me: string): Html {
  const select = (name: keyof Narrowing, label: string, whatever = 'All') =>
    html`<label>
      ${label}
      <select name="${name}">
        <option value="">${whatever}</option>
        ${options(all[name], filters[name])}
      </select>
    </label>`;
  const tick = (name: 'breached' | 'release', value: string, label: string) =>
    html`<label class="tick"
      ><input type="checkbox" name="${name}" value="${value}" ${filters[name] === value ? 'checked' : ''} />
      ${label}</label
    >`;
  const rare = (['level', 'category', 'customer'] as const).filter((name) => all[name].length > 0);
  const isNarrow =
    filters.breached !== undefined || filters.release !== undefined || rare.some((name) => filters[name] !== undefined);
  return html`${shortcuts(filters, all, me)}
    <form class="filters" role="search">
      <label
        >Status
        <select name="status">
          ${options(statuses, filters.status)}
        </select></label
      >
      ${select('plan', 'Plan')} ${select('severity', 'Severity')}
      ${select('assignee', 'Assigned to', 'Anybody or nobody')}
      <label class="wide">Search <input type="search" name="q" value="${filters.q ?? ''}" maxlength="200" /></label>
      <details class="wide" ${isNarrow ? 'open' : ''}>
        <summary>More filters</summary>
        <div class="filters">
          ${rare.map((name) => select(name, capital(name)))} ${tick('breached', 'true', 'A promise is broken')}
          ${tick('release', 'awaited', 'Waits for a release')}
        </div>
      </details>
      <button>Show</button>
    </form>`;
}

/** What one asks for most. */
function shortcuts({ status, assignee, breached }: Filters, { assignee: people }: Narrowing, me: string): Html {
  const links = [
    ...(people.some(({ id }) => id === me) ? [[`/?assignee=${encodeURIComponent(me)}`, 'Mine', assignee === me]] : []),
    ['/?assignee=nobody', 'Nobody’s', assignee === 'nobody'],
    ['/?status=escalated', 'Escalated', status === 'escalated'],
    ['/?breached=true', 'Overdue', breached === 'true'],
    ['/', 'All open', status === 'open' && assignee === undefined && breached === undefined],
  ] as const;
  return html`<nav class="shortcuts" aria-label="Shortcuts">
    ${links.map(([href, title, here]) => html`<a href="${href}" ${here === true ? html`aria-current="page"` : ''}>${title}</a>`)}
  </nav>`;
}

/** The choices of a select, one of them chosen. */
export const options = (choices: readonly { id: string; title: string }[], chosen: string | null | undefined): Html[] =>
  choices.map(({ id, title }) => html`<option value="${id}" ${id === chosen ? 'selected' : ''}>${title}</option>`);

/** The address of another page of the same list. */
export function pageLink({ cursor: _here, ...filters }: Filters, cursor: string | undefined): string {
  const given = Object.entries({ ...filters, cursor }).filter((one): one is [string, string] => one[1] !== undefined);
  return `/?${new URLSearchParams(given).toString()}`;
}
