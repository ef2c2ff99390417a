import { html } from 'hono/html';

import type { IncidentView } from '../../services/incident/view.ts';
import type { Choice } from '../../services/plan/show.ts';
import type { Html } from '../page.ts';
import type { Typed } from '../typed.ts';

import type { Offer } from './acts.ts';
import type { Choices, OwnField } from './choices.ts';
import { fields, isNeeded, ownName, wallTime } from './fields.ts';
import type { Field } from './fields.ts';
import { options } from './filters.ts';
import type { Form } from './forms.ts';

const hour = 3_600_000;

/** What a form asks for, filled with what was typed before, or else with what holds now. */
export function inputs(incident: IncidentView, form: Form, offer: Offer, typed: Typed | undefined): Html[] {
  const { verb, fixed = {} } = form;
  const asked = fields[verb].filter(({ name, kind }) => !(name in fixed) && isAskable(kind, offer.choices));
  const own = verb === 'edit' ? offer.choices.fields.map(ownInput) : [];
  return [...asked, ...own].map((one) => {
    const value = typed === undefined ? standing(incident, form, one, offer) : (typed[one.name] ?? '');
    return input(incident, one, isNeeded(verb, one), value, offer);
  });
}

/** Without a choice there is nothing to say, but what the plan leaves open can be said in words. */
export const isAskable = (kind: Field['kind'], choices: Choices): boolean =>
  isWordy(kind) || !(kind in choices) || choices[kind as keyof Choices].length > 0;

const isWordy = (kind: Field['kind']): boolean => ['category', 'impact', 'channel'].includes(kind);

const ownKinds: Readonly<Record<OwnField['type'], Field['kind']>> = {
  text: 'words',
  number: 'line',
  date: 'date',
  choice: 'line',
  'yes or no': 'answer',
  link: 'words',
};

export const ownInput = ({ id, title, type, options: some }: OwnField): Field => ({
  name: ownName(id),
  label: title,
  kind: ownKinds[type],
  ...(some.length > 0 && { options: some }),
});

/** One field of a form. */
export function input(
  { timezone }: Pick<IncidentView, 'timezone'>,
  one: Field,
  needed: boolean,
  value: string,
  offer: Offer,
): Html {
  const { name, label, kind } = one;
  const attributes = html`name="${name}" ${needed ? 'required' : ''}`;
  if (kind === 'tick')
    return html`<label class="tick"
      ><input type="checkbox" ${attributes} ${value === 'on' ? 'checked' : ''} /> ${label}</label
    >`;
  return html`<label>
    <span
      >${label}${kind === 'instant' && ` (${timezone})`}${!needed && html` <span class="muted">optional</span>`}</span
    >
    ${control(one, attributes, value, offer, timezone)}
  </label>`;
}

function control(
  { name, kind, options: own }: Field,
  attributes: Html,
  value: string,
  offer: Offer,
  zone: string,
): Html {
  const choices = own?.map((id): Choice => ({ id, title: id })) ?? chosenFrom(kind, offer.choices);
  if (choices !== undefined)
    return html`<select ${attributes}>
      ${(value === '' || kind !== 'severity') && kind !== 'role' && html`<option value="">–</option>`}
      ${options(choices, value)}
    </select>`;
  return (controls[kind] ?? line)(html`${attributes} ${name === 'email' ? html`type="email"` : ''}`, value, {
    least: wallTime(offer.now, zone),
  });
}

type Control = (attributes: Html, value: string, at: { least: string }) => Html;

const line: Control = (attributes, value) => html`<input ${attributes} value="${value}" maxlength="200" />`;

const controls: Readonly<Partial<Record<Field['kind'], Control>>> = {
  instant: (attributes, value, { least }) =>
    html`<input type="datetime-local" ${attributes} value="${value}" min="${least}" />`,
  date: (attributes, value) => html`<input type="date" ${attributes} value="${value}" />`,
  number: (attributes, value) => html`<input ${attributes} value="${value}" inputmode="numeric" />`,
  words: (attributes, value) => html`<textarea ${attributes} rows="3" maxlength="20000">${value}</textarea>`,
};

const chosenFrom = (kind: Field['kind'], choices: Choices): readonly Choice[] | undefined =>
  kind in choices && choices[kind as keyof Choices].length > 0 ? choices[kind as keyof Choices] : undefined;

/** What holds now is where a choice begins. */
function standing(incident: IncidentView, { verb }: Form, { name, kind }: Field, offer: Offer): string {
  if (name.startsWith(ownName(''))) return text(incident.fields[name.slice(ownName('').length)]);
  if (kind === 'person' && name !== 'person') return incident.assignee ?? '';
  return standingTraits.includes(name) ? text(incident[name as 'title']) : proposed(verb, name, incident, offer);
}

/** What is meant most often. */
function proposed(verb: Form['verb'], name: string, { timezone }: IncidentView, { choices, now }: Offer): string {
  if (name === 'retroactive') return 'on';
  if (name === 'minutes') return '30';
  if (name === 'clock' && choices.clock.length === 1) return choices.clock[0]!.id;
  return verb === 'snooze' && name === 'until' ? wallTime(now + hour, timezone) : '';
}

const standingTraits = ['severity', 'category', 'impact', 'type', 'service', 'customer', 'title', 'description'];

const text = (value: unknown): string => {
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  return typeof value === 'string' ? value : value === null || value === undefined ? '' : JSON.stringify(value);
};
