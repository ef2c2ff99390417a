import type { eventOf } from '../../db/events.ts';
import type { Plan, Template } from '../../domain/plan.ts';
import type { LetterName, Letters } from '../../language/letters.ts';

import type { Addressee } from './addressee.ts';
import { NotSent } from './message.ts';

export type Told = NonNullable<Awaited<ReturnType<typeof eventOf>>>;

/** What is written because of what has happened, by the kind of event. */
const letters: Readonly<Partial<Record<string, LetterName>>> = {
  commented: 'answer',
  workaround: 'workaround',
  resolved: 'resolved',
  closed: 'closed',
  reopened: 'reopened',
  appointed: 'appointment',
  'appointment-cancelled': 'appointment-cancelled',
};

/** Which of the letters fits. Throws `NotSent` for what nobody outside of the plan's people may read. */
export function letterFor({ kind }: Addressee, event: Told): LetterName {
  if (event.kind === 'commented' && event.data['public'] !== true && kind !== 'person')
    throw new NotSent('address', 'An internal note is told to nobody outside of the plan.');
  if (event.kind === 'opened') return kind === 'requester' ? 'received' : 'first';
  return letters[event.kind] ?? 'news';
}

/** The words for it: where the plan announces something, those that it names for that, else Guardia's own. */
export function wordsFor(
  plan: Plan,
  { bodies }: Letters,
  to: Addressee,
  event: Told,
): Pick<Template, 'subject' | 'body'> {
  if (event.kind !== 'announced') return { subject: null, body: bodies[letterFor(to, event)] };
  const row = plan.communication[Number(event.data['communication'])];
  const message = event.data['message'] as 'first' | 'update' | 'closing';
  if (message !== 'first') return ownWords(plan, row?.[message]) ?? { subject: null, body: bodies[message] };
  return ownWords(plan, row?.template) ?? { subject: null, body: bodies[firstOf[row?.at ?? 'opening'] ?? 'first'] };
}

const ownWords = ({ templates }: Plan, name: string | null | undefined): Template | undefined =>
  name === null || name === undefined ? undefined : templates[name];

/** What is announced first where the plan tells of it at another time than the opening. */
const firstOf: Readonly<Partial<Record<string, LetterName>>> = {
  workaround: 'workaround',
  resolution: 'closing',
  closing: 'closing',
  release: 'released',
};
