import { brokenAt, eventsOf } from '../../db/events.ts';
import { readIncident } from '../../db/incident-lists.ts';
import type { Calendar } from '../../domain/calendar.ts';
import type { Clock, Pause } from '../../domain/clock.ts';
import { recount } from '../../domain/incident/recount.ts';
import { fromStored } from '../../domain/incident/stored.ts';
import { mayReachTicket } from '../access/caller.ts';
import type { Caller } from '../access/caller.ts';
import type { Desk } from '../desk.ts';
import { rulesOf } from '../plan/rules.ts';

import { noIncident } from './reachable.ts';

/** What of a clock must be the same, however it is come by. */
type Counted = Pick<
  Clock,
  'metric' | 'round' | 'from' | 'target' | 'calendar' | 'rule' | 'fulfilledAt' | 'breachedAt'
> & {
  readonly stoppedAt: number | null;
  readonly pauses: readonly Pause[];
};

export interface Verification {
  readonly reference: string;
  /** Whether the chain of hashes holds, and up to which event. */
  readonly chain: { readonly holds: boolean; readonly events: number; readonly brokenAt: number | null };
  /** Null: an older release recorded too little to count again. */
  readonly clocks: readonly Compared[] | null;
  readonly holds: boolean;
}

interface Compared {
  readonly metric: string;
  readonly round: number;
  readonly agrees: boolean;
  /** Null: not there. */
  readonly stored: Counted | null;
  readonly counted: Counted | null;
}

type Events = Awaited<ReturnType<typeof eventsOf>>;

/**
 * Whether what is stored of an incident agrees with its events: the chain of their hashes, and every clock counted again from
 * them alone up to the last instant at which it was decided. Throws `NotFound`.
 */
export async function verify(desk: Desk, caller: Caller, reference: string): Promise<Verification> {
  const row = await readIncident(desk.db, reference);
  if (row === undefined || !mayReachTicket(caller, row)) throw noIncident(reference);
  const events = await eventsOf(desk.db, reference);
  const broken = brokenAt(events) ?? null;
  const chain = { holds: broken === null && events.length === row.seq, events: events.length, brokenAt: broken };
  const stored = fromStored(row.state);
  const happened = events.map(({ kind, at, due_at, data }) => ({ kind, at, dueAt: due_at, data }));
  const counted = recount(happened, await calendarsOver(desk, row.plan, events), stored.lastEventAt);
  const clocks = counted === undefined ? null : compared(stored.clocks.map(asCounted), counted.map(asCounted));
  return { reference, chain, clocks, holds: chain.holds && (clocks?.every(({ agrees }) => agrees) ?? true) };
}

/** The calendars of the version that each event went by: that of the opening, until the incident was moved to another. */
async function calendarsOver(desk: Desk, plan: string, events: Events) {
  const versions: number[] = [];
  for (const { data } of events)
    versions.push(typeof data['version'] === 'number' ? data['version'] : versions.at(-1)!);
  const known = new Map<number, Readonly<Record<string, Calendar>>>();
  for (const version of new Set(versions.filter(Number.isInteger)))
    known.set(version, (await rulesOf(desk, desk.db, plan, version)).calendars);
  return (index: number) => known.get(versions[index]!)!;
}

const asCounted = ({
  metric,
  round,
  from,
  target,
  calendar,
  rule,
  pauses,
  fulfilledAt,
  breachedAt,
  stoppedAt,
}: Clock) => ({
  metric,
  round,
  from,
  target,
  calendar,
  rule,
  fulfilledAt,
  breachedAt,
  stoppedAt: stoppedAt ?? null,
  pauses: pauses.map(({ from: since, to }) => ({ from: since, to })),
});

function compared(stored: readonly Counted[], counted: readonly Counted[]): readonly Compared[] {
  const key = ({ metric, round }: Counted) => `${metric} ${round}`;
  const other = new Map(counted.map((one) => [key(one), one]));
  const both = stored.map((one) => pair(one, other.get(key(one)) ?? null, one));
  const extra = counted.filter((one) => !stored.some((own) => key(own) === key(one)));
  return [...both, ...extra.map((one) => pair(null, one, one))];
}

const pair = (stored: Counted | null, counted: Counted | null, { metric, round }: Counted): Compared => ({
  metric,
  round,
  agrees: JSON.stringify(stored) === JSON.stringify(counted),
  stored,
  counted,
});
