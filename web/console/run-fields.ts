import type { RunVerb } from '../../domain/procedure/acts.ts';
import { Invalid } from '../../services/desk.ts';
import type { Typed } from '../typed.ts';

import { field, read } from './fields.ts';
import type { Field } from './fields.ts';

interface RunField extends Field {
  readonly needed?: true;
}

const needed = (one: Field): RunField => ({ ...one, needed: true });

const why = needed(field('reason', 'Why'));

/** What shows that it was done; a link, or a file, is asked for beside it. */
const shows: readonly RunField[] = [field('note', 'What shows it')];

/** What each act on a run asks for besides its step. */
export const runFields: Readonly<Record<RunVerb, readonly RunField[]>> = {
  tick: shows,
  done: shows,
  answer: [needed(field('text', 'What was decided'))],
  approve: [field('note', 'What should be known of it')],
  refuse: [why],
  fail: [why],
  skip: [why],
  take: [],
  retry: [],
  finding: [
    needed(field('title', 'What was found', 'line')),
    field('description', 'More about it'),
    field('severity', 'Severity', 'severity'),
  ],
  pause: [why, field('until', 'It goes on by itself', 'instant')],
  resume: [],
  undo: [why],
  cancel: [why],
};

const ofStep: readonly RunVerb[] = [
  'tick',
  'done',
  'answer',
  'approve',
  'refuse',
  'fail',
  'skip',
  'take',
  'retry',
  'finding',
];

/** What was typed, as the act wants it. Throws `Invalid` where something is missing, too long or no address. */
export function runBodyOf(verb: RunVerb, typed: Typed, zone: string): never {
  const said = runFields[verb].map((one) => [one.name, read(one, typed[one.name] ?? '', one.needed === true, zone)]);
  const given = Object.fromEntries(said.filter(([, value]) => value !== undefined)) as Readonly<
    Record<string, unknown>
  >;
  return {
    ...given,
    ...(['tick', 'done'].includes(verb) && linkIn(typed)),
    ...(ofStep.includes(verb) && { step: typed['step'] ?? '' }),
    ...(verb === 'tick' && { item: numberOf(typed['item']), ...(typed['untick'] === 'yes' && { untick: true }) }),
    ...(verb === 'answer' && { goOn: typed['goOn'] !== 'no' }),
  } as never;
}

function linkIn({ link = '' }: Typed): { readonly link?: string } {
  if (link === '') return {};
  if (link.length > 2000 || !URL.canParse(link) || !/^https?:$/.test(new URL(link).protocol))
    throw new Invalid('“Where one sees it” is no address: write it like https://example.com/report.');
  return { link };
}

function numberOf(text = ''): number {
  if (!/^\d{1,4}$/.test(text)) throw new Invalid('Say which line is meant.');
  return Number(text);
}
