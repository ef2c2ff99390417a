import { Temporal } from 'temporal-polyfill';

import { lifecycle } from '../../domain/incident/lifecycle.ts';
import type { Verb } from '../../domain/incident/lifecycle.ts';
import { Invalid } from '../../services/desk.ts';
import type { AskedBodies } from '../../services/incident/prepare.ts';
import type { Typed } from '../typed.ts';

import type { Choices } from './choices.ts';

/** One thing that an act says, as people are asked for it. */
export interface Field {
  readonly name: string;
  readonly label: string;
  readonly kind: 'line' | 'words' | 'number' | 'date' | 'tick' | 'instant' | keyof Choices;
  /** Only these, where the choice is a field's of the plan. */
  readonly options?: readonly string[];
}

export const field = (name: string, label: string, kind: Field['kind'] = 'words'): Field => ({ name, label, kind });

/** What each act asks for, what one wants first standing first; nothing: it is done with a button. */
export const fields: Readonly<Record<Verb, readonly Field[]>> = {
  acknowledge: [],
  start: [],
  resume: [],
  close: [],
  postmortem: [
    field('impact', 'Impact'),
    field('rootCause', 'Root cause'),
    field('factors', 'What contributed'),
    field('lessons', 'Lessons'),
    field('text', 'Further notes'),
  ],
  comment: [field('text', 'Text'), field('public', 'The requester may read it', 'tick')],
  resolve: [field('note', 'What was done'), field('cause', 'Cause')],
  assign: [field('to', 'Assign to', 'person')],
  triage: [
    field('severity', 'Severity', 'severity'),
    field('category', 'Category', 'category'),
    field('impact', 'Impact', 'impact'),
    field('assignee', 'Assign to', 'person'),
  ],
  hold: [
    field('reason', 'Why it waits'),
    field('pause', 'What it waits for', 'pause'),
    field('until', 'Until', 'instant'),
  ],
  snooze: [field('until', 'Page nobody until', 'instant'), field('reason', 'Why')],
  contain: [field('note', 'How the damage was contained')],
  workaround: [field('text', 'How to go on meanwhile'), field('channel', 'Told already by', 'channel')],
  escalate: [field('level', 'Level', 'level'), field('note', 'What they should know')],
  reply: [field('text', 'What the requester says'), field('channel', 'Said by', 'channel')],
  appointment: [
    field('at', 'When', 'instant'),
    field('minutes', 'For how many minutes', 'number'),
    field('channel', 'By which channel', 'channel'),
    field('note', 'What for'),
  ],
  'cancel-appointment': [field('reason', 'Why it is off')],
  phase: [field('to', 'Phase, where it is not the next one', 'phase'), field('note', 'What came out of this one')],
  release: [field('version', 'Version', 'line')],
  verify: [field('note', 'What was verified')],
  cancel: [field('reason', 'Why nothing needs to be done')],
  reclassify: [
    field('severity', 'Severity', 'severity'),
    field('type', 'Type', 'type'),
    field('impact', 'Impact', 'impact'),
    field('category', 'Category', 'category'),
    field('service', 'Service', 'service'),
    field('customer', 'Customer', 'customer'),
    field('retroactive', 'What is promised now counts from the beginning', 'tick'),
  ],
  watch: [
    field('person', 'Person', 'person'),
    field('email', 'or an e-mail address', 'line'),
    field('name', 'or a name', 'line'),
    field('as', 'As one who', 'role'),
  ],
  unwatch: [
    field('person', 'Person', 'line'),
    field('email', 'E-mail address', 'line'),
    field('name', 'Name', 'line'),
    field('as', 'As', 'line'),
  ],
  edit: [field('title', 'Title', 'line'), field('description', 'Description')],
  link: [field('as', 'How', 'relation'), field('to', 'To', 'line')],
  unlink: [field('to', 'From', 'line')],
  fulfil: [field('clock', 'Which promise', 'clock'), field('note', 'How')],
  rate: [field('score', 'Mark', 'number'), field('comment', 'Comment')],
  reopen: [field('reason', 'Why it is opened again')],
};

export const isNeeded = (verb: Verb, { name }: Field): boolean =>
  (lifecycle[verb].needs as readonly string[]).includes(name);

/** What was typed, as the act wants it. Throws `Invalid` where something is missing, too long or no date. */
export function bodyOf<V extends Verb>(verb: V, typed: Typed, zone: string): AskedBodies[V] {
  const said = fields[verb].map((one) => [one.name, read(one, typed[one.name] ?? '', isNeeded(verb, one), zone)]);
  const given = said.filter(([, value]) => value !== undefined);
  const own = verb === 'edit' ? ownFieldsIn(typed) : {};
  return Object.fromEntries([...given, ...Object.entries(own)]) as AskedBodies[V];
}

const ownPrefix = 'fields.';

/** What the plan has its tickets record, as forms name it. */
export const ownName = (name: string): string => `${ownPrefix}${name}`;

/** The fields of the plan that were typed; an empty one takes a value away. */
export function ownFieldsIn(typed: Typed): { fields?: Typed } {
  const own = Object.entries(typed).filter(([name]) => name.startsWith(ownPrefix));
  if (own.length === 0) return {};
  return { fields: Object.fromEntries(own.map(([name, value]) => [name.slice(ownPrefix.length), value])) };
}

/** What one field says. Throws `Invalid`. */
export function read(
  { name, label, kind }: Field,
  text: string,
  needed: boolean,
  zone: string,
): string | number | boolean | undefined {
  if (kind === 'tick') return text === 'on';
  if (text === '' && needed) throw new Invalid(`“${label}” is empty: please fill it in.`);
  if (text === '') return undefined;
  check({ name, label, kind }, text);
  if (kind === 'number') return numberOf(label, text);
  if (kind === 'date') return dateOf(label, text);
  return kind === 'instant' ? instantOf(label, text, zone) : text;
}

function check({ name, label, kind }: Field, text: string): void {
  const most = { words: 20_000, line: 200 }[kind as string] ?? 100;
  if (text.length > most) throw new Invalid(`“${label}” is longer than ${most} characters.`);
  if (name === 'email' && !/^[^\s@]+@[^\s@]+$/.test(text)) throw new Invalid(`“${text}” is no e-mail address.`);
  if (kind === 'line' && /\p{Cc}/u.test(text)) throw new Invalid(`“${label}” must be one line.`);
}

function numberOf(label: string, text: string): number {
  if (!/^\d{1,6}$/.test(text)) throw new Invalid(`“${label}” is no whole number.`);
  return Number(text);
}

function dateOf(label: string, text: string): string {
  try {
    return Temporal.PlainDate.from(text, { overflow: 'reject' }).toString();
  } catch {
    throw new Invalid(`“${label}” is no date: write it like 2027-03-28.`);
  }
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
