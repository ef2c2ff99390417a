import type { eventOf } from '../../db/events.ts';
import type { Plan } from '../../domain/plan.ts';
import type { Template } from '../../domain/plan/communication.ts';
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

/** The same of the ticket that it is a child of. */
const ofParent: Readonly<Partial<Record<string, LetterName>>> = {
  commented: 'answer',
  workaround: 'workaround',
  resolved: 'parent-resolved',
};

/** Which of the letters fits. Throws `NotSent` for what nobody outside of the plan's people may read. */
export function letterFor({ kind }: Addressee, event: Told): LetterName {
  if (event.kind === 'commented' && event.data['public'] !== true && kind !== 'person')
    throw new NotSent('address', 'An internal note is told to nobody outside of the plan.');
  if (event.kind === 'opened') return kind === 'requester' ? 'received' : 'first';
  if (event.kind === 'parent-news') return ofParent[event.data['what'] as string] ?? 'news';
  return letters[event.kind] ?? 'news';
}

/** The words for it: where the plan announces something, those that it names for that, else Guardia's own. */
export function wordsFor(plan: Plan, { bodies }: Letters, to: Addressee, event: Told): Words {
  if (event.kind === 'announced') {
    const { words, usual } = announcement(plan, event.data);
    return words ?? { subject: null, body: bodies[usual] };
  }
  const body = bodies[letterFor(to, event)];
  const words = outsidersWords(plan, to, event);
  if (words === undefined) return { subject: null, body };
  const untold = body.includes('{text}') && !words.body.includes('{text}');
  return { subject: words.subject, body: untold ? `${words.body}\n\n{text}` : words.body };
}

type Words = Pick<Template, 'subject' | 'body'>;

function announcement(plan: Plan, data: Told['data']): { words: Words | undefined; usual: LetterName } {
  const row = plan.communication[Number(data['communication'])];
  const message = data['message'] as 'first' | 'update' | 'closing';
  if (message !== 'first') return { words: ownWords(plan, row?.[message]), usual: message };
  return { words: ownWords(plan, row?.template), usual: firstOf[row?.at ?? 'opening'] ?? 'first' };
}

/** What the plan announces to those who are told of the act anyway stands in the same letter. */
function outsidersWords(plan: Plan, { kind }: Addressee, { data }: Told): Words | undefined {
  const announced = data['announced'] as Told['data'] | undefined;
  if (announced === undefined || (kind !== 'requester' && kind !== 'participant')) return undefined;
  const tell = plan.communication[Number(announced['communication'])]?.tell ?? [];
  const meant = kind === 'requester' ? ['requester'] : ['watchers', 'affected'];
  return tell.some((one) => meant.includes(one as string)) ? announcement(plan, announced).words : undefined;
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
