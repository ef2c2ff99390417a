import { html } from 'hono/html';

import type { IncidentView } from '../../services/incident/view.ts';
import type { Choice } from '../../services/plan/show.ts';
import type { Html } from '../page.ts';
import { when } from '../time.ts';

import type { NameOf } from './happenings.ts';
import type { PlanShown } from './choices.ts';

/** What is known of it; what is not known is left out. */
export function facts(incident: IncidentView, plan: PlanShown, nameOf: NameOf, workflow: string | undefined): Html {
  const known = rows(incident, plan, nameOf).filter(([, value]) => value !== null);
  return html`<aside class="card" aria-labelledby="facts">
    <h2 id="facts">Facts</h2>
    <dl class="facts">
      ${known.map(
        ([name, value]) =>
          html`<dt>${name}</dt>
            <dd>${value}</dd>`,
      )}
    </dl>
    ${workflow !== undefined && html`<p><a href="${workflow}">Its workflow in Temporal</a></p>`}
  </aside>`;
}

function rows(incident: IncidentView, plan: PlanShown, nameOf: NameOf): [string, Html | string | null][] {
  const { severity, service, customer, assignee, requester, timezone, fields } = incident;
  const contact = customer === null ? null : plan.contacts[customer];
  const instant = (at: number | null) => (at === null ? null : when(at, timezone));
  return [
    ['Severity', titleIn(plan.severities, severity)],
    ['Type', plan.restricted.includes(incident.type) ? `${incident.type} (restricted)` : incident.type],
    ['Level', titleIn(plan.levels, incident.level)],
    ['Service', titleIn(plan.services, service)],
    ['Category', titleIn(plan.categories, incident.category)],
    ['Assigned to', assignee === null ? 'nobody yet' : nameOf(assignee)],
    ['Opened', instant(incident.openedAt)],
    ['Acknowledged', instant(incident.acknowledgedAt)],
    ['Escalated', instant(incident.escalated?.since ?? null)],
    ['Resolved', instant(incident.resolvedAt)],
    ['Ended', instant(incident.endedAt)],
    ['Customer', titleIn(plan.customers, customer)],
    ['Tier', titleIn(plan.tiers, incident.tier)],
    ['Their contact', contact == null ? null : nameOf(contact)],
    ['Requester', requester === null ? null : [requester.name, requester.email].filter(Boolean).join(', ')],
    ['Channel', titleIn(plan.channels, incident.channel)],
    ['Impact', incident.impact],
    ...Object.entries(fields).map(([name, value]): [string, Html | string] => [
      incident.fieldTitles[name] ?? name,
      shown(value),
    ]),
    ['Runbooks', guides(incident.runbooks)],
    ['Articles', guides(incident.articles)],
    ['Post-mortem', lookedBack(incident)],
    ['Plan', `${plan.title}, version ${incident.planVersion}`],
  ];
}

/** Where it can be read, as far as it goes; nothing where none is asked for. */
const lookedBack = ({ reference, clocks }: IncidentView): Html | null =>
  clocks.some(({ metric }) => metric === 'postmortem')
    ? html`<a href="/incidents/${reference}/postmortem">Read it</a>`
    : null;

const titleIn = (choices: readonly Choice[], id: string | null): string | null =>
  choices.find((one) => one.id === id)?.title ?? id;

/** The value of a field; a link can be followed. */
function shown(value: unknown): Html | string {
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value !== 'string') return JSON.stringify(value);
  return /^https?:\/\/[^\s<>"]+$/i.test(value)
    ? html`<a href="${value}" rel="noreferrer noopener">${value}</a>`
    : value;
}

const guides = (all: IncidentView['runbooks']): Html | null =>
  all.length === 0 ? null : html`${all.map(({ title, href }) => html`<a href="${href}">${title}</a><br />`)}`;
