import { chained, insertEvents } from '../../db/events.ts';
import { lockLogbook, saveLogbook } from '../../db/logbook.ts';
import { known } from '../../domain/incident/incident.ts';
import type { Event } from '../../domain/incident/incident.ts';
import type { WrittenKind } from '../../domain/logbook.ts';
import { mayReach } from '../access/caller.ts';
import type { Caller } from '../access/caller.ts';
import { requirePermission } from '../access/permission.ts';
import { Invalid } from '../desk.ts';
import type { Desk } from '../desk.ts';
import { once } from '../once.ts';
import { rulesInForce } from '../plan/rules.ts';

/** What somebody or their tools write down. */
export interface Entry {
  readonly plan: string;
  readonly kind: WrittenKind;
  readonly title: string;
  readonly text?: string | undefined;
  readonly service?: string | undefined;
  /** What it is elsewhere: a version, a commit, a change. */
  readonly reference?: string | undefined;
  /** When it happened, epoch ms; now where it is left out. */
  readonly at?: number | undefined;
}

/** Where it stands in the record. */
export interface Written extends Omit<Entry, 'at'> {
  readonly at: number;
  /** Its number among what was written down under this plan. */
  readonly number: number;
  readonly by: string;
}

const patience = 5 * 60_000;

/**
 * Writes something down, for good: what stands there is never changed. The same key again is the same entry. Throws `Forbidden`,
 * `UnknownValue`, or `Invalid` for a plan that is not there or an instant to come.
 */
export async function addEntry(desk: Desk, caller: Caller, entry: Entry, key: string | null): Promise<Written> {
  await requirePermission(desk, caller, 'report');
  const rules = mayReach(caller, entry.plan) ? await rulesInForce(desk, entry.plan) : undefined;
  if (rules === undefined) throw new Invalid(`There is no plan "${entry.plan}".`, '/plan');
  if (entry.service !== undefined) known('service', entry.service, Object.keys(rules.plan.services));
  const now = desk.now();
  if ((entry.at ?? now) > now + patience)
    throw new Invalid('The record is of what has happened: give an `at` that is not to come, or leave it out.', '/at');
  return once(desk, { caller, key, what: 'log', body: entry }, () => async (tx) => {
    const end = await lockLogbook(tx, entry.plan);
    const [stored] = chained(`logbook:${entry.plan}`, [eventOf(entry, end.seq + 1, caller.by, now)], end, null);
    await insertEvents(tx, [stored!])!.execute();
    await saveLogbook(tx, { plan: entry.plan, seq: stored!.seq, chain: stored!.hash });
    return { ...entry, at: stored!.at, number: stored!.seq, by: caller.by };
  });
}

/** What it is called elsewhere is a code; what was said of it are somebody's words. */
function eventOf(
  { kind, title, text, service, reference, at = Infinity }: Entry,
  number: number,
  by: string,
  now: number,
): Event {
  return {
    key: `logged:${number}`,
    kind: 'logged',
    at: Math.min(at, now),
    dueAt: null,
    by,
    data: { kind, service: service ?? null, reference: reference ?? null, writtenAt: now },
    text: { title, ...(text !== undefined && { text }) },
    notify: [],
  };
}
