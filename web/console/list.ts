import type { Hono } from 'hono';
import { html } from 'hono/html';

import type { Desk } from '../../services/desk.ts';
import { list } from '../../services/incident/list.ts';
import type { IncidentView } from '../../services/incident/view.ts';
import { plans } from '../../services/plan/list.ts';
import { showPlan } from '../../services/plan/show.ts';
import { answer } from '../page.ts';
import type { Html } from '../page.ts';
import type { Env } from '../session.ts';
import { away, when } from '../time.ts';
import { keepable } from '../typed.ts';

import type { PlanShown } from './choices.ts';
import { clockOverdue } from './clocks.ts';
import { filterForm, pageLink } from './filters.ts';
import type { Filters, Narrowing } from './filters.ts';
import { badges, metricName } from './words.ts';

const pageSize = 50;

/** The list of incidents, the newest first; what is open, unless asked otherwise. */
export function listRoute(web: Hono<Env>, desk: Desk): void {
  web.get('/', async (c) => {
    const caller = c.get('caller');
    const filters = filtersIn(c.req.query());
    const { status, breached, release, ...narrowed } = filters;
    const wanted = {
      ...narrowed,
      status: status === 'all' ? undefined : status,
      breached: breached === 'true' || undefined,
      release: release === 'awaited' ? ('awaited' as const) : undefined,
      limit: pageSize,
    };
    const [{ items, next }, known] = await Promise.all([list(desk, caller, wanted), plans(desk, caller)]);
    const each = await Promise.all(known.map(({ slug, version }) => showPlan(desk, slug, version)));
    const restricted = new Map(known.map(({ slug }, index) => [slug, each[index]!.restricted]));
    const body = html`<h1>Incidents</h1>
      <p><a href="/incidents/new">New incident</a></p>
      ${filterForm(filters, narrowing(known, each), caller.by)}
      ${items.length === 0 ? nothing : rows(items, desk.now(), restricted)} ${pages(filters, next)}`;
    return answer(c, { title: 'Incidents', body, by: caller.by });
  });
}

function narrowing(
  known: readonly { readonly slug: string; readonly title: string }[],
  each: readonly PlanShown[],
): Narrowing {
  const all = (name: 'severities' | 'people' | 'levels' | 'categories' | 'customers') => [
    ...new Map(each.flatMap((one) => one[name].map((choice) => [choice.id, choice]))).values(),
  ];
  return {
    plan: known.map(({ slug, title }) => ({ id: slug, title })),
    severity: all('severities').map(({ id }) => ({ id, title: id })),
    assignee: [{ id: 'nobody', title: 'Nobody' }, ...all('people')],
    level: all('levels').map(({ id, title }) => ({ id, title: `${id}, ${title}` })),
    category: all('categories'),
    customer: all('customers'),
  };
}

function filtersIn(query: Readonly<Record<string, string>>): Filters {
  const given = (name: string) => keepable(query[name] ?? '') || undefined;
  const [plan, severity, assignee, q, cursor] = ['plan', 'severity', 'assignee', 'q', 'cursor'].map(given);
  const [level, category, customer] = ['level', 'category', 'customer'].map(given);
  const [breached, release] = ['breached', 'release'].map(given);
  return {
    plan,
    severity,
    assignee,
    level,
    category,
    customer,
    breached,
    release,
    q,
    cursor,
    status: given('status') ?? 'open',
  };
}

const nothing = html`<p class="card empty">No incident is like that.</p>`;

type Restricted = ReadonlyMap<string, readonly string[]>;

const rows = (items: readonly IncidentView[], now: number, restricted: Restricted): Html =>
  html`<ul class="card rows">
    ${items.map((one) => row(one, now, restricted))}
  </ul>`;

function row(incident: IncidentView, now: number, restricted: Restricted): Html {
  const { reference, plan, title, service, assignee, openedAt, timezone, clocks } = incident;
  const isLate = clocks.some(clockOverdue);
  return html`<li class="row ${isLate ? 'late' : ''}">
    <div>
      <h2>
        <a href="/incidents/${reference}"><span class="reference">${reference}</span> ${title}</a>
      </h2>
      <p class="muted">
        ${badges(incident, { restricted: restricted.get(plan) ?? [] })}
        <span class="dots">
          ${service !== null && html`<span>${service}</span>`}
          <span>${assignee === null ? 'nobody’s' : `with ${assignee}`}</span>
          <span>opened ${when(openedAt, timezone)}</span>
        </span>
      </p>
    </div>
    <div>${promise(incident, now)} ${coming(incident)}</div>
  </li>`;
}

/** The promise that is broken, or else the one to be kept next. */
function promise({ clocks, timezone, status }: IncidentView, now: number): Html | '' {
  const overdue = clocks.find(clockOverdue);
  if (overdue !== undefined)
    return html`<p class="alarm">▲ ${metricName(overdue.metric)} overdue</p>
      <p class="alarm">since ${when(overdue.breachedAt!, timezone)}</p>`;
  const [first] = clocks
    .filter(({ fulfilledAt, dueAt }) => fulfilledAt === null && dueAt !== null)
    .toSorted((a, b) => a.dueAt! - b.dueAt!);
  if (first === undefined) return status === 'on_hold' ? html`<p>The clocks stand still</p>` : '';
  return html`<p><strong>${metricName(first.metric)} due ${away(first.dueAt!, now)}</strong></p>
    <p>${when(first.dueAt!, timezone)}</p>`;
}

/** What happens by itself if nobody does anything. */
const coming = ({ next, timezone }: IncidentView): Html | '' =>
  next === null ? '' : html`<p class="muted">Next: ${next.what}, ${when(next.at, timezone)}</p>`;

const pages = (filters: Filters, next: string | null): Html =>
  html`<nav class="pages" aria-label="Pages">
    ${filters.cursor !== undefined && html`<a href="${pageLink(filters, undefined)}">← Newest</a>`}
    ${next !== null && html`<a href="${pageLink(filters, next)}">Older →</a>`}
  </nav>`;
