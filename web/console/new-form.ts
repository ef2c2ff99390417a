import { html } from 'hono/html';

import type { Report } from '../../services/incident/open.ts';
import type { Choice } from '../../services/plan/show.ts';
import type { Refusal } from '../errors.ts';
import type { Html } from '../page.ts';
import type { Typed } from '../typed.ts';

import { onceKey } from './acts.ts';
import { choicesFor } from './choices.ts';
import type { OwnField, PlanShown } from './choices.ts';
import { field, ownFieldsIn, read } from './fields.ts';
import type { Field } from './fields.ts';
import { input, isAskable, ownInput } from './inputs.ts';

/** The plan that a ticket is opened under. */
export interface Under extends Choice {
  readonly plan: PlanShown;
}

/** What is asked of who takes something down, what one always needs first. */
const asked: readonly Field[] = [
  field('title', 'What is the matter', 'line'),
  field('description', 'More about it'),
  field('severity', 'Severity', 'severity'),
  field('type', 'Type', 'type'),
  field('category', 'Category', 'category'),
  field('service', 'Service', 'service'),
  field('impact', 'Impact', 'impact'),
  field('name', 'Who asks: their name', 'line'),
  field('email', 'and e-mail address: they are told that it has arrived', 'line'),
  field('channel', 'How it was reported', 'channel'),
];

/** A new ticket: the form, filled with what was typed before. */
export function newForm({ id, plan }: Under, typed: Typed, now: number, refusal: Refusal | undefined): Html {
  const blank = { level: null, clocks: [], phases: [], type: '', fields: {} };
  const choices = choicesFor(blank, plan);
  const offer = { choices, now, seen: 0, typed: undefined };
  const own = ownFields(plan).map((one) => ({ one: ownInput(one), needed: one.needed }));
  const usual = asked.filter(({ kind }) => isAskable(kind, choices));
  const shown = [...usual.map((one) => ({ one, needed: isNeeded(one, plan) })), ...own];
  return html`${refusal !== undefined && html`<p class="notice" role="alert">${refusal.message}</p>`}
    <form class="stack card" method="post" action="/incidents/new">
      ${onceKey()} <input type="hidden" name="plan" value="${id}" />
      ${shown.map(({ one, needed }) => input({ timezone: 'UTC' }, one, needed, typed[one.name] ?? '', offer))}
      <button class="primary">Open it</button>
    </form>`;
}

/** A category may give the severity. */
const isNeeded = ({ name }: Field, { categories }: PlanShown): boolean =>
  name === 'title' || (name === 'severity' && categories.length === 0);

/** All that tickets of any type record; what those of the chosen type need is looked at when it is opened. */
const ownFields = ({ fields }: PlanShown): readonly (OwnField & { readonly needed: boolean })[] =>
  Object.entries(fields).map(([id, one]) => {
    const only = one.types === null ? '' : ` (${one.types.join(', ')}${one.required ? ': needed' : ''})`;
    return { ...one, id, title: one.title + only, needed: one.required && one.types === null };
  });

/** What was typed, as a report. Throws `Invalid` where something is missing, too long or no address. */
export function reportOf({ id, plan }: Under, typed: Typed): Report {
  const said = Object.fromEntries(
    asked.map((one) => [one.name, read(one, typed[one.name] ?? '', isNeeded(one, plan), 'UTC')]),
  ) as Readonly<Record<string, string | undefined>>;
  const { name, email, title = '', ...rest } = said;
  return {
    ...rest,
    plan: id,
    title,
    ...(email !== undefined && { requester: { name, email } }),
    ...ownFieldsIn(typed),
  };
}
