import type { Selectable } from 'kysely';

import { eventsOf } from '../../db/events.ts';
import { readIncident } from '../../db/incident-lists.ts';
import { peopleOf } from '../../db/plans.ts';
import type { IncidentRow } from '../../db/schema.ts';
import { possibleActs } from '../../domain/incident/lifecycle.ts';
import { fromStored } from '../../domain/incident/stored.ts';
import type { Rules } from '../../domain/plan.ts';
import { surveyFor } from '../../domain/survey.ts';
import { lettersIn } from '../../language/letters.ts';
import { mayReachTicket } from '../access/caller.ts';
import type { Caller } from '../access/caller.ts';
import { requesterVerbs } from '../access/permission.ts';
import type { Desk } from '../desk.ts';
import { appointmentIn } from '../notification/appointment.ts';
import { expected } from '../notification/by-letter.ts';
import { nextNewsAt } from '../notification/expectation.ts';
import { rulesOf } from '../plan/rules.ts';

import { attachments } from './attachments.ts';
import { noIncident } from './reachable.ts';

type Row = Selectable<IncidentRow>;
type Event = Awaited<ReturnType<typeof eventsOf>>[number];

/** What of an incident its requester sees. Instants are epoch ms. */
export type Followed = Awaited<ReturnType<typeof follow>>;

/** Something that happened, as its requester may read it. */
export interface Happened {
  readonly at: number;
  readonly kind: string;
  /** A name; null for support as a whole. */
  readonly by: string | null;
  /** Whether the requester did it. */
  readonly own: boolean;
  readonly text: string | null;
}

/** A ticket as who asked for help sees it: nothing that is said among those who work on it, nobody's address. Throws `NotFound`. */
export async function follow(desk: Desk, caller: Caller, reference: string) {
  const row = await readIncident(desk.db, reference);
  if (row === undefined || !mayReachTicket(caller, row)) throw noIncident(reference);
  const rules = await rulesOf(desk, desk.db, row.plan, row.plan_version);
  const events = await eventsOf(desk.db, reference);
  const names = new Map((await peopleOf(desk.db, row.plan)).map(({ id, name }) => [id, name]));
  const { plan } = rules;
  const acts = possibleActs(fromStored(row.state), caller.by, desk.now()).map(({ verb }): string => verb);
  const survey = surveyNow(rules, row, events, desk.now());
  return {
    reference,
    title: row.title,
    plan: plan.title,
    locale: plan.locale,
    timezone: plan.timezone,
    status: row.state.status,
    openedAt: row.opened_at,
    expectation: isAwaited(row, events) ? expected(lettersIn(plan.locale), rules, row, desk.now()) : null,
    nextNewsAt: nextNewsAt(rules, row, desk.now()),
    appointment: appointmentNow(rules, events, desk.now()),
    survey: acts.includes('rate') ? survey : null,
    acts: requesterVerbs.filter((verb) => acts.includes(verb) && (verb !== 'rate' || survey !== null)),
    happened: events.flatMap((event) => publicly(row, event, names)),
    files: await attachments(desk, caller, reference),
  };
}

/** Nobody has answered yet, and it is not over. */
const isAwaited = ({ state }: Row, events: readonly Event[]): boolean =>
  ['received', 'triaged'].includes(state.status) &&
  !events.some((event) => event.kind === 'commented' && isPublic(event));

const isPublic = ({ kind, data }: Event): boolean => kind !== 'commented' || data['public'] === true;

/** Events whose words are said to the requester, or by them, and which words of them that are. */
const wordsOf: Readonly<Partial<Record<string, string>>> = {
  commented: 'text',
  replied: 'text',
  workaround: 'text',
  'parent-news': 'text',
  appointed: 'note',
  rated: 'comment',
};

const told = new Set([
  'opened',
  ...Object.keys(wordsOf),
  'started',
  'held',
  'resumed',
  'appointment-cancelled',
  'resolved',
  'closed',
  'cancelled',
  'merged',
  'reopened',
]);

function publicly(row: Row, event: Event, names: ReadonlyMap<string, string>): Happened[] {
  const { kind, at, by } = event;
  if (!told.has(kind) || !isPublic(event)) return [];
  const own = by === 'requester' || ofRequester.includes(kind);
  const shown = { at, own, by: own ? null : (names.get(by ?? '') ?? null), text: wordsIn(row, event) };
  return [{ ...shown, kind: kind === 'parent-news' ? ofParent(event) : kind }];
}

/** News of the ticket that it is a child of read like its own, but for a solution: it may not be that of this one. */
const ofParent = ({ data: { what } }: Event): string => (what === 'resolved' ? 'parent-resolved' : (what as string));

/** Theirs, even where somebody has written it down for them. */
const ofRequester = ['opened', 'replied', 'rated'];

function wordsIn({ description }: Row, { kind, by, text }: Event): string | null {
  if (kind === 'opened') return description;
  const key = kind === 'reopened' && by === 'requester' ? 'reason' : wordsOf[kind];
  return key === undefined ? null : (text?.[key] ?? null);
}

/** The appointment that is still to come, or goes on. */
function appointmentNow({ plan }: Rules, events: readonly Event[], now: number) {
  const last = events.findLast((event) => appointmentIn(event) !== null);
  const meeting = last?.kind === 'appointed' ? appointmentIn(last)! : null;
  if (meeting === null || meeting.untilAt <= now) return null;
  const channel = last!.data['channel'];
  return { ...meeting, channel: typeof channel === 'string' ? (plan.channels[channel]?.title ?? channel) : null };
}

/** What the plan asks about it and is still to be answered, with the mark that was given last. */
function surveyNow({ plan }: Rules, row: Row, events: readonly Event[], now: number) {
  const survey = surveyFor(plan, row);
  const asked = events.findLast(({ kind }) => kind === (survey?.after === 'resolution' ? 'resolved' : 'closed'));
  if (survey === undefined || asked === undefined || now > asked.at + (survey.validMs ?? Infinity)) return null;
  const score = events.findLast(({ kind }) => kind === 'rated')?.data['score'];
  return {
    question: survey.question ?? lettersIn(plan.locale).question,
    outOf: survey.outOf,
    score: typeof score === 'number' ? score : null,
  };
}
