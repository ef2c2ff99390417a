import { html } from 'hono/html';

import { lifecycle } from '../../domain/incident/lifecycle.ts';
import type { Verb } from '../../domain/incident/lifecycle.ts';
import type { IncidentView } from '../../services/incident/view.ts';
import type { Html } from '../page.ts';
import type { Typed } from '../typed.ts';

import type { Choices } from './choices.ts';
import { fields } from './fields.ts';
import { elsewhere, rare, usual } from './forms.ts';
import type { Form, Group } from './forms.ts';
import { inputs } from './inputs.ts';
import { capital } from './words.ts';

/** What forms offer, and what somebody had typed into one of them. */
export interface Offer {
  readonly choices: Choices;
  readonly now: number;
  /** The number of the last event that the page shows. */
  readonly seen: number;
  readonly typed: { readonly verb: Verb; readonly values: Typed } | undefined;
}

/** A button or a small form for everything that can be done to it now, what one wants most first. */
export function acts(incident: IncidentView, offer: Offer): Html {
  const possible = incident.acts.map(({ verb }) => verb).filter((verb) => isOffered(verb, offer));
  const owed = incident.acts.some(({ verb }) => verb === 'postmortem');
  if (possible.length === 0 && !owed) return html``;
  const buttons = (Object.keys(lifecycle) as Verb[]).filter((verb) => possible.includes(verb) && !asks(verb));
  const seldom = [...rare, { title: 'More', forms: unplaced }].map((group) => within(group, possible)).filter(isFilled);
  const isOpen = seldom.some(({ forms }) => forms.some((one) => isTried(one, offer)));
  return html`<section aria-labelledby="acts">
    <h2 id="acts">What you can do</h2>
    ${owed && html`<p><a href="/incidents/${incident.reference}/postmortem">Write the post-mortem</a></p>`}
    ${
      buttons.length > 0 &&
      html`<div class="buttons">${buttons.toSorted(firstFirst).map((verb) => button(incident, verb, offer))}</div>`
    }
    ${usual
      .map((group) => within(group, possible))
      .filter(isFilled)
      .map((one) => group(incident, one, offer))}
    ${
      seldom.length > 0 &&
      html`<details class="more" ${isOpen ? 'open' : ''}>
        <summary>More: ${seldom.map(({ title }) => title.toLowerCase()).join(', ')}</summary>
        <div>${seldom.map((one) => group(incident, one, offer))}</div>
      </details>`
    }
  </section>`;
}

const asks = (verb: Verb): boolean => fields[verb].length > 0;

/** Where there is nothing to choose from, there is nothing to do. */
const isOffered = (verb: Verb, { choices }: Offer): boolean =>
  !elsewhere.includes(verb) && (verb !== 'escalate' || choices.level.length > 0);

const within = ({ title, forms }: Group, possible: readonly Verb[]): Group => ({
  title,
  forms: forms.filter(({ verb }) => possible.includes(verb)),
});

const isFilled = ({ forms }: Group): boolean => forms.length > 0;

const placed = [...usual, ...rare].flatMap(({ forms }) => forms.map(({ verb }) => verb));

/** An act that nobody has given a place yet. */
const unplaced: readonly Form[] = (Object.keys(lifecycle) as Verb[])
  .filter((verb) => asks(verb) && !placed.includes(verb))
  .map((verb) => ({ verb, title: capital(verb.replaceAll('-', ' ')) }));

const firstFirst = (one: Verb, other: Verb): number => Number(other === 'acknowledge') - Number(one === 'acknowledge');

const titles: Partial<Readonly<Record<Verb, string>>> = { start: 'Start work' };

const button = ({ reference }: IncidentView, verb: Verb, offer: Offer): Html =>
  html`<form method="post" action="/incidents/${reference}/${verb}">
    ${onceKey()} ${verb !== 'acknowledge' && seen(offer)}
    <button class="${verb === 'acknowledge' ? 'primary' : ''}">${titles[verb] ?? capital(verb)}</button>
  </form>`;

const group = (incident: IncidentView, { title, forms }: Group, offer: Offer): Html =>
  html`<h3>${title}</h3>
    <div class="forms">${forms.map((one) => folded(incident, one, offer))}</div>`;

function folded(incident: IncidentView, form: Form, offer: Offer): Html {
  const { verb, title, button: says = title, hint, readers, fixed = {} } = form;
  return html`<details class="${readers ?? ''}" ${isTried(form, offer) ? 'open' : ''}>
    <summary>${title}${readers !== undefined && html` <span class="badge ${readers}">${readers}</span>`}</summary>
    <form method="post" action="/incidents/${incident.reference}/${verb}" class="stack">
      ${hint !== undefined && html`<p class="muted small">${hint}</p>`} ${onceKey()} ${seen(offer)}
      ${Object.entries(fixed).map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}" />`)}
      ${inputs(incident, form, offer, isTried(form, offer) ? offer.typed!.values : undefined)}
      <button>${says}</button>
    </form>
  </details>`;
}

const isTried = ({ verb, fixed = {} }: Form, { typed }: Offer): boolean =>
  typed?.verb === verb && Object.entries(fixed).every(([name, value]) => (typed.values[name] ?? '') === value);

/** Makes a double click one act. Browsers must not bring an old one back into a new form. */
export const onceKey = (): Html =>
  html`<input type="hidden" name="key" value="${crypto.randomUUID()}" autocomplete="off" />`;

/** What the page showed, so that nobody acts on what others have changed meanwhile. To acknowledge, it does not matter. */
export const seen = (offer: Pick<Offer, 'seen'>): Html =>
  html`<input type="hidden" name="seen" value="${offer.seen}" autocomplete="off" />`;
