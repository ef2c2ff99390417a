import { Temporal } from 'temporal-polyfill';

import type { Bodies } from '../../domain/incident/acts.ts';
import { lifecycle } from '../../domain/incident/lifecycle.ts';
import type { Verb } from '../../domain/incident/lifecycle.ts';
import { Invalid } from '../../services/desk.ts';
import type { Typed } from '../typed.ts';

/** One thing that an act says, as people are asked for it. */
export interface Field {
  readonly name: string;
  readonly label: string;
  readonly kind: 'line' | 'words' | 'tick' | 'instant' | 'severity' | 'category' | 'person';
}

const field = (name: string, label: string, kind: Field['kind'] = 'words'): Field => ({ name, label, kind });

/** What each act asks for, what one wants first standing first; nothing: it is done with a button. */
export const fields: Readonly<Record<Verb, readonly Field[]>> = {
  acknowledge: [],
  start: [],
  resume: [],
  close: [],
  postmortem: [
    field('rootCause', 'Root cause'),
    field('factors', 'What contributed'),
    field('lessons', 'Lessons'),
    field('actions', 'What will be done'),
  ],
  comment: [field('text', 'Comment'), field('public', 'The requester may read it', 'tick')],
  resolve: [field('note', 'What was done'), field('cause', 'Cause')],
  assign: [field('to', 'Assign to', 'person')],
  triage: [
    field('severity', 'Severity', 'severity'),
    field('category', 'Category', 'category'),
    field('assignee', 'Assign to', 'person'),
  ],
  hold: [field('reason', 'Why it waits'), field('until', 'Until', 'instant')],
  reopen: [field('reason', 'Why it is opened again')],
};

export const isNeeded = (verb: Verb, { name }: Field): boolean =>
  (lifecycle[verb].needs as readonly string[]).includes(name);

/** What was typed, as the act wants it. Throws `Invalid` where something is missing, too long or no date. */
export function bodyOf<V extends Verb>(verb: V, typed: Typed, zone: string): Bodies[V] {
  const said = fields[verb].map((one) => [one.name, read(one, typed[one.name] ?? '', isNeeded(verb, one), zone)]);
  return Object.fromEntries(said.filter(([, value]) => value !== undefined)) as Bodies[V];
}

function read(
  { label, kind }: Field,
  text: string,
  needed: boolean,
  zone: string,
): string | number | boolean | undefined {
  if (kind === 'tick') return text === 'on';
  if (text === '' && needed) throw new Invalid(`“${label}” is empty: please fill it in.`);
  if (text === '') return undefined;
  const most = kind === 'words' ? 20_000 : 100;
  if (text.length > most) throw new Invalid(`“${label}” is longer than ${most} characters.`);
  return kind === 'instant' ? instantOf(label, text, zone) : text;
}

/** The instant, epoch ms, of a wall time in a zone, such as 2027-03-28T10:00. */
export function instantOf(label: string, text: string, zone: string): number {
  try {
    return Temporal.PlainDateTime.from(text).toZonedDateTime(zone).epochMilliseconds;
  } catch {
    throw new Invalid(`“${label}” is no date and time: write it like 2027-03-28T10:00.`);
  }
}

/** The wall time in a zone at an instant, as forms take it: 2027-03-28T10:00. */
export const wallTime = (at: number, zone: string): string =>
  Temporal.Instant.fromEpochMilliseconds(at)
    .toZonedDateTimeISO(zone)
    .toPlainDateTime()
    .toString({ smallestUnit: 'minute' });
