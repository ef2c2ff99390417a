import type { Selectable } from 'kysely';

import { eventsOf } from '../../db/events.ts';
import { readIncident } from '../../db/incident-lists.ts';
import { peopleOf } from '../../db/plans.ts';
import { draftOf } from '../../db/postmortem-drafts.ts';
import type { IncidentRow } from '../../db/schema.ts';
import type { Plan } from '../../domain/plan.ts';
import { messagesIn } from '../../language/messages.ts';
import { clockName } from '../../language/messages/clock-name.ts';
import { mayReachTicket } from '../access/caller.ts';
import type { Caller } from '../access/caller.ts';
import type { Desk } from '../desk.ts';
import { rulesOf } from '../plan/rules.ts';

import type { DraftWords } from './draft.ts';
import { noIncident } from './reachable.ts';
import { readFor } from './read.ts';
import type { IncidentView } from './view.ts';

type NameOf = (id: string | null) => string | null;
type Event = Awaited<ReturnType<typeof eventsOf>>[number];

/** What was learned from an incident, or of it what is known before anybody has written it. Instants are epoch ms, spans ms. */
export type Postmortem = Awaited<ReturnType<typeof postmortem>>;

/** Throws `NotFound` where there is no incident that the caller may see. */
export async function postmortem(desk: Desk, caller: Caller, reference: string) {
  const row = await readIncident(desk.db, reference);
  if (row === undefined || caller.by === 'requester' || !mayReachTicket(caller, row)) throw noIncident(reference);
  const { plan } = await rulesOf(desk, desk.db, row.plan, row.plan_version);
  const events = await eventsOf(desk.db, reference);
  const names = new Map((await peopleOf(desk.db, row.plan)).map(({ id, name }) => [id, name]));
  const nameOf: NameOf = (id) => (id === null ? null : (names.get(id) ?? id));
  const incident = (await readFor(desk, caller, [row]))[0]!;
  const written = events.findLast(({ kind }) => kind === 'postmortem');
  return {
    reference,
    title: row.title,
    plan: row.plan,
    severity: { name: row.severity, title: plan.severities[row.severity]?.title ?? row.severity },
    ...writing(written, nameOf),
    ...spans(incident, events),
    ...learned(row.impact, written),
    ...(await begun(desk, reference, nameOf)),
    actions: (await actionsOf(desk, caller, written)).map((one) => ({ ...one, owner: nameOf(one.owner) })),
    timeline: events.filter(belongs).map((event) => told(plan, event, nameOf)),
    clocks: incident.clocks.map(({ metric, state, dueAt, fulfilledAt }) => ({ metric, state, dueAt, fulfilledAt })),
    declared: plan.clocks,
    runbooks: plan.runbooks,
    nameOf,
    timezone: plan.timezone,
    locale: plan.locale,
  };
}

const writing = (written: Event | undefined, nameOf: NameOf) =>
  written === undefined
    ? { writtenAt: null, writtenBy: null }
    : { writtenAt: written.at, writtenBy: nameOf(written.by) };

/** What somebody has begun to write, null where nobody has; and whether it says anything. */
async function begun({ db }: Desk, reference: string, nameOf: NameOf) {
  const draft = await draftOf(db, reference);
  if (draft === undefined) return { draft: null, isDrafted: false };
  const { words, version, saved_at: savedAt, saved_by: by } = draft;
  const shown = { ...(words as DraftWords), version, savedAt, savedBy: nameOf(by)! };
  return { draft: shown, isDrafted: Object.keys(words).length > 0 };
}

function learned(affected: string | null, written: Event | undefined) {
  const said = written?.text ?? {};
  return {
    impact: said['impact'] ?? affected,
    rootCause: said['rootCause'] ?? null,
    factors: said['factors'] ?? null,
    lessons: said['lessons'] ?? null,
    plannedActions: said['actions'] ?? null,
    text: said['text'] ?? null,
  };
}

/** From the opening to the first acknowledgement or answer, and to the last resolution. */
function spans({ openedAt, resolvedAt, clocks }: IncidentView, events: readonly Event[]) {
  const acknowledged = events.find(({ kind }) => kind === 'acknowledged')?.at ?? Infinity;
  const answered = clocks.find(({ metric }) => metric === 'response')?.fulfilledAt ?? Infinity;
  const first = Math.min(acknowledged, answered);
  return {
    acknowledgedAfterMs: first === Infinity ? null : first - openedAt,
    resolvedAfterMs: resolvedAt === null ? null : resolvedAt - openedAt,
  };
}

/** What says nothing of how it went is left out: phases that go with the status, who follows it, what was spelled better. */
const belongs = ({ kind, by }: Event): boolean =>
  !['postmortem', 'watched', 'unwatched', 'edited', 'ended'].includes(kind) && (kind !== 'phase' || by !== null);

const told = (plan: Plan, { at, kind, by, due_at: dueAt, data, text }: Event, nameOf: NameOf) => ({
  at: kind === 'breached' ? (dueAt ?? at) : at,
  kind,
  by: nameOf(by),
  words: [...about(plan, kind, data), ...wordsIn(text)].join(' · ') || null,
});

/** What was said; of a mail what is new in it. */
const wordsIn = (text: Event['text']): string[] =>
  Object.entries(text ?? {}).flatMap(([name, words]) => (name === 'whole' ? [] : [words]));

/** Which promise or phase it was. */
function about({ locale, clocks, phases }: Plan, kind: string, { metric, to, phase }: Event['data']): string[] {
  if (['breached', 'warned'].includes(kind)) return [clockName(messagesIn(locale), metric as string, clocks)];
  const name = kind === 'phase' ? to : kind === 'overran' ? phase : undefined;
  return typeof name === 'string' ? [phases[name]?.title ?? name] : [];
}

/** The tickets that it opened, as they stand; without those that the caller may not see. */
async function actionsOf(desk: Desk, caller: Caller, written: Event | undefined) {
  const references = (written?.data['actions'] ?? []) as readonly string[];
  const rows: Selectable<IncidentRow>[] = [];
  for (const one of references) {
    const row = await readIncident(desk.db, one);
    if (row !== undefined && mayReachTicket(caller, row)) rows.push(row);
  }
  return (await readFor(desk, caller, rows)).map(({ reference, title, assignee, status, clocks }) => ({
    reference,
    title,
    owner: assignee,
    status,
    dueAt: clocks.find(({ metric }) => metric === 'resolution')?.dueAt ?? null,
  }));
}
