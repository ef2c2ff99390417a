import { listPlans, peopleOf } from '../../db/plans.ts';
import { answersOf, lastRollCall } from '../../db/roll-calls.ts';
import type { Calendar } from '../../domain/calendar.ts';
import { intervalsOf } from '../../domain/calendar.ts';
import { stateOf } from '../../domain/clock.ts';
import type { ClockState } from '../../domain/clock.ts';
import { people } from '../../domain/incident/escalation.ts';
import type { Rules } from '../../domain/plan.ts';
import type { EmergencyContact } from '../../domain/plan/emergency.ts';
import { emergencyTest } from '../../domain/incident/category.ts';
import { spellRecurrence } from '../../language/time/spell-recurrence.ts';
import { mayReach } from '../access/caller.ts';
import type { Caller } from '../access/caller.ts';
import type { Desk } from '../desk.ts';
import { rulesNow } from '../on-call/rules.ts';
import { coming } from '../schedule/coming.ts';
import type { Coming } from '../schedule/coming.ts';

/** One line of the list. Instants are epoch ms. */
export interface ContactView {
  /** As the plan names it: a person, a role, a rotation. */
  readonly who: string;
  readonly by: readonly string[];
  readonly description: string | null;
  /** The calendar on which they answer; null: at any hour. */
  readonly hours: string | null;
  readonly answersNow: boolean;
  /** When the calendar opens next; null where it is open, or that is not known. */
  readonly answersFrom: number | null;
  /** Who is behind it now, and when each last answered a test; null: never. */
  readonly people: readonly {
    readonly person: string;
    readonly name: string;
    readonly provenAt: number | null;
    readonly reference: string | null;
  }[];
}

/** The emergency contacts of one plan, in their order. */
export interface EmergencyView {
  readonly plan: string;
  readonly timezone: string;
  readonly contacts: readonly ContactView[];
  /** How often the test comes round and when next; null where the plan has none. */
  readonly test: { readonly every: string | null; readonly nextAt: number | null } | null;
  readonly last: { readonly reference: string; readonly openedAt: number; readonly state: ClockState } | null;
}

/** The lists of emergency contacts of the plans in force that the caller may see. */
export async function emergency(desk: Desk, caller: Caller, plan?: string): Promise<readonly EmergencyView[]> {
  const all: EmergencyView[] = [];
  const schedules = await coming(desk, { name: emergencyTest });
  for (const { slug, version } of await listPlans(desk.db)) {
    if (!mayReach(caller, slug) || (plan ?? slug) !== slug) continue;
    const rules = await rulesNow(desk, desk.db, slug, version);
    const schedule = schedules.find((one) => one.plan === slug);
    if (rules.plan.emergency !== null) all.push(await ofPlan(desk, rules, schedule));
  }
  return all;
}

async function ofPlan(desk: Desk, rules: Rules, schedule: Coming | undefined): Promise<EmergencyView> {
  const { slug, timezone, emergency: list } = rules.plan;
  const { contacts, test } = list!;
  const names = new Map((await peopleOf(desk.db, slug)).map(({ id, name }) => [id, name]));
  const answers = new Map((await answersOf(desk.db, slug)).map((one) => [one.by, one]));
  const proof = (person: string) => ({
    person,
    name: names.get(person) ?? person,
    provenAt: answers.get(person)?.at ?? null,
    reference: answers.get(person)?.reference ?? null,
  });
  // The list itself is no ticket that some may not see.
  const nobody = { assignee: null, customer: null, type: '' };
  const behind = ({ tell }: EmergencyContact) => people(rules, nobody, tell, desk.now());
  return {
    plan: slug,
    timezone,
    contacts: contacts.map(({ tell, ...said }) => ({
      ...said,
      ...answering(rules.calendars[said.hours ?? 'always']!, desk.now()),
      people: behind({ tell, ...said }).map(proof),
    })),
    test: test && {
      every: schedule === undefined ? null : spellRecurrence(schedule.schedule.every),
      nextAt: schedule?.instants[0] ?? null,
    },
    last: await lastOf(desk, slug),
  };
}

async function lastOf({ db }: Desk, plan: string): Promise<EmergencyView['last']> {
  const row = await lastRollCall(db, plan);
  const clock = row?.state.clocks.find(({ metric }) => metric === 'response');
  return row && clock ? { reference: row.reference, openedAt: row.opened_at, state: stateOf(clock) } : null;
}

function answering(calendar: Calendar, now: number): Pick<ContactView, 'answersNow' | 'answersFrom'> {
  const opens = intervalsOf(calendar).find(([, to]) => to > now)?.[0] ?? null;
  const answersNow = opens !== null && opens <= now;
  return { answersNow, answersFrom: answersNow ? null : opens };
}
