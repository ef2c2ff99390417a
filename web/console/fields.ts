import { Temporal } from 'temporal-polyfill';

import { lifecycle } from '../../domain/incident/lifecycle.ts';
import type { Verb } from '../../domain/incident/lifecycle.ts';
import { Invalid } from '../../services/desk.ts';
import type { AskedBodies } from '../../services/incident/prepare.ts';
import type { Typed } from '../typed.ts';

/** One thing that an act says, as people are asked for it. */
export interface Field {
  readonly name: string;
  readonly label: string;
  readonly kind: 'line' | 'words' | 'number' | 'tick' | 'instant' | 'severity' | 'category' | 'person';
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
  hold: [
    field('reason', 'Why it waits'),
    field('pause', 'What it waits for', 'line'),
    field('until', 'Until', 'instant'),
  ],
  snooze: [field('until', 'Page nobody until', 'instant'), field('reason', 'Why')],
  contain: [field('note', 'How the damage was contained')],
  workaround: [field('text', 'How to go on meanwhile'), field('channel', 'Told by', 'line')],
  escalate: [field('level', 'Level', 'line'), field('note', 'What they should know')],
  reply: [field('text', 'What the requester says'), field('channel', 'Told by', 'line')],
  appointment: [
    field('at', 'When', 'instant'),
    field('minutes', 'For how many minutes', 'number'),
    field('channel', 'By which channel', 'line'),
    field('note', 'What for'),
  ],
  'cancel-appointment': [field('reason', 'Why it is off')],
  cancel: [field('reason', 'Why nothing needs to be done')],
  reclassify: [
    field('severity', 'Severity', 'severity'),
    field('type', 'Type', 'line'),
    field('impact', 'Impact', 'line'),
    field('category', 'Category', 'category'),
    field('service', 'Service', 'line'),
    field('customer', 'Customer', 'line'),
    field('retroactive', 'Count from the beginning', 'tick'),
  ],
  watch: [field('person', 'Person', 'person'), field('email', 'E-mail address', 'line'), field('name', 'Name', 'line')],
  unwatch: [field('person', 'Person', 'person'), field('email', 'E-mail address', 'line')],
  edit: [field('title', 'Title', 'line'), field('description', 'Description')],
  link: [field('to', 'To', 'line'), field('as', 'As', 'line')],
  unlink: [field('to', 'From', 'line')],
  fulfil: [field('clock', 'Which promise', 'line'), field('note', 'How')],
  rate: [field('score', 'Mark', 'number'), field('comment', 'Comment')],
  reopen: [field('reason', 'Why it is opened again')],
};

export const isNeeded = (verb: Verb, { name }: Field): boolean =>
  (lifecycle[verb].needs as readonly string[]).includes(name);

/** What was typed, as the act wants it. Throws `Invalid` where something is missing, too long or no date. */
export function bodyOf<V extends Verb>(verb: V, typed: Typed, zone: string): AskedBodies[V] {
  const said = fields[verb].map((one) => [one.name, read(one, typed[one.name] ?? '', isNeeded(verb, one), zone)]);
  return Object.fromEntries(said.filter(([, value]) => value !== undefined)) as AskedBodies[V];
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
  if (kind === 'number') return numberOf(label, text);
  return kind === 'instant' ? instantOf(label, text, zone) : text;
}

function numberOf(label: string, text: string): number {
  if (!/^\d{1,6}$/.test(text)) throw new Invalid(`“${label}” is no whole number.`);
  return Number(text);
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
