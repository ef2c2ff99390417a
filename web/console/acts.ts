import { html } from 'hono/html';

import type { Verb } from '../../domain/incident/lifecycle.ts';
import type { IncidentView } from '../../services/incident/view.ts';
import type { Choice } from '../../services/plan/show.ts';
import type { Html } from '../page.ts';
import type { Typed } from '../typed.ts';

import { fields, isNeeded, wallTime } from './fields.ts';
import type { Field } from './fields.ts';
import { options } from './filters.ts';
import { capital } from './words.ts';

/** What forms offer, and what somebody had typed into one of them. */
export interface Offer {
  readonly people: readonly Choice[];
  readonly severities: readonly Choice[];
  /** Empty where a ticket may be about anything. */
  readonly categories: readonly Choice[];
  readonly now: number;
  /** The number of the last event that the page shows. */
  readonly seen: number;
  readonly typed: { readonly verb: Verb; readonly values: Typed } | undefined;
}

/** A button or a small form for everything that can be done to it now. */
export function acts(incident: IncidentView, offer: Offer): Html {
  const verbs = (Object.keys(fields) as Verb[]).filter((verb) => incident.acts.some((one) => one.verb === verb));
  const [said, done] = [verbs.filter(asks), verbs.filter((verb) => !asks(verb))];
  return html`<section aria-labelledby="acts">
    <h2 id="acts">What you can do</h2>
    ${done.length > 0 && html`<div class="buttons">${done.map((verb) => button(incident, verb, offer))}</div>`}
    <div class="forms">${said.map((verb) => form(incident, verb, offer))}</div>
  </section>`;
}

const titles: Partial<Readonly<Record<Verb, string>>> = {
  hold: 'Put on hold',
  start: 'Start work',
  postmortem: 'Write the post-mortem',
};

const titleOf = (verb: Verb): string => titles[verb] ?? capital(verb);

const asks = (verb: Verb): boolean => fields[verb].length > 0;

const button = ({ reference }: IncidentView, verb: Verb, offer: Offer): Html =>
  html`<form method="post" action="/incidents/${reference}/${verb}">
    ${onceKey()} ${verb !== 'acknowledge' && seen(offer)}
    <button class="${verb === 'acknowledge' ? 'primary' : ''}">${titleOf(verb)}</button>
  </form>`;

const form = (incident: IncidentView, verb: Verb, offer: Offer): Html =>
  html`<details ${offer.typed?.verb === verb ? 'open' : ''}>
    <summary>${titleOf(verb)}</summary>
    <form method="post" action="/incidents/${incident.reference}/${verb}" class="stack">
      ${onceKey()} ${seen(offer)} ${fields[verb].map((one) => input(incident, verb, one, offer))}
      <button>${titleOf(verb)}</button>
    </form>
  </details>`;

/** Makes a double click one act. Browsers must not bring an old one back into a new form. */
export const onceKey = (): Html =>
  html`<input type="hidden" name="key" value="${crypto.randomUUID()}" autocomplete="off" />`;

/** What the page showed, so that nobody acts on what others have changed meanwhile. To acknowledge, it does not matter. */
const seen = (offer: Offer): Html => html`<input type="hidden" name="seen" value="${offer.seen}" autocomplete="off" />`;

function input(incident: IncidentView, verb: Verb, one: Field, offer: Offer): Html {
  const { name, label, kind } = one;
  const value = offer.typed?.verb === verb ? (offer.typed.values[name] ?? '') : standing(incident, one);
  const needed = isNeeded(verb, one);
  const attributes = html`name="${name}" ${needed ? 'required' : ''}`;
  if (kind === 'tick')
    return html`<label class="tick"
      ><input type="checkbox" ${attributes} ${value === 'on' ? 'checked' : ''} /> ${label}</label
    >`;
  return html`<label>
    <span
      >${label}${kind === 'instant' && ` (${incident.timezone})`}${!needed && html` <span class="muted">optional</span>`}</span
    >
    ${control(incident, kind, attributes, value, offer)}
  </label>`;
}

function control({ timezone }: IncidentView, kind: Field['kind'], attributes: Html, value: string, offer: Offer): Html {
  if (kind === 'severity')
    return html`<select ${attributes}>
      ${options(offer.severities, value)}
    </select>`;
  if (kind === 'category' && offer.categories.length > 0)
    return html`<select ${attributes}>
      <option value="">None chosen</option>
      ${options(offer.categories, value)}
    </select>`;
  if (kind === 'person')
    return html`<select ${attributes}>
      <option value="">Nobody chosen</option>
      ${options(offer.people, value)}
    </select>`;
  if (kind === 'instant')
    return html`<input type="datetime-local" ${attributes} value="${value}" min="${wallTime(offer.now, timezone)}" />`;
  if (kind === 'number') return html`<input ${attributes} value="${value}" inputmode="numeric" />`;
  if (kind === 'line' || kind === 'category') return html`<input ${attributes} value="${value}" maxlength="100" />`;
  return html`<textarea ${attributes} rows="3" maxlength="20000">${value}</textarea>`;
}

/** What holds now is where a choice begins. */
function standing({ severity, category, assignee }: IncidentView, { name }: Field): string {
  if (name === 'severity') return severity;
  if (name === 'category') return category ?? '';
  return name === 'to' || name === 'assignee' ? (assignee ?? '') : '';
}
