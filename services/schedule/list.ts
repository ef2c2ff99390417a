import { spellRecurrence } from '../../language/time/spell-recurrence.ts';
import { mayReach } from '../access/caller.ts';
import type { Caller } from '../access/caller.ts';
import type { Desk } from '../desk.ts';

import { coming } from './coming.ts';

const shown = 5;

/** What comes round by itself under the plans in force that the caller may see: how often, and the next five times. */
export async function schedules(desk: Desk, caller: Caller, plan?: string) {
  const wanted = (await coming(desk)).filter((one) => mayReach(caller, one.plan) && (plan ?? one.plan) === one.plan);
  return wanted.map(({ plan: slug, name, title, schedule: { every, zone }, instants }) => ({
    plan: slug,
    name,
    title,
    every: spellRecurrence(every),
    timezone: zone,
    next: instants.slice(0, shown).map((at) => ({ at, local: localTime(at, zone) })),
  }));
}

/** `2027-04-01 09:00:00` of a zone's clocks. */
const localTime = (at: number, zone: string): string => new Date(at).toLocaleString('sv-SE', { timeZone: zone });
