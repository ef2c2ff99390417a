import { emergencyTest } from '../domain/incident/category.ts';
import type { Plan } from '../domain/plan.ts';
import type { Emergency } from '../domain/plan/emergency.ts';
import type { Step } from '../domain/plan/escalation.ts';
import type { Tell } from '../domain/plan/people.ts';
import type { TargetRow } from '../domain/plan/promises.ts';
import { messagesIn } from './messages.ts';
import type { Written } from './schema.ts';
import { usualTypes } from './schema.ts';
import { round } from './schedules/round.ts';
import type { Scheduler } from './schedules/round.ts';
import type { Settings } from './settings.ts';
import { tellOf } from './tell.ts';

/** The list of emergency contacts, and the message by which it is proven. */
export function buildEmergency(written: Written, settings: Settings): Emergency | null {
  const { emergency } = written;
  if (emergency === undefined) return null;
  const contacts = emergency.contacts.map(({ who, by = [], hours = null, description }, index) => ({
    who,
    tell: tellOf(who, written),
    by,
    hours,
    description:
      description === undefined ? null : settings.resolve(description, ['emergency', 'contacts', index, 'description']),
  }));
  return {
    contacts,
    test: emergency.test === undefined ? null : { ...messagesIn(written.locale).emergencyTest, ...usualKind(written) },
  };
}

/** When the test comes round, where the plan asks for one that has a rhythm. */
export const testSchedule: Scheduler = (written) =>
  round(emergencyTest, written, { every: written.emergency?.test?.every });

/** How soon somebody must answer it: the only promise of such a ticket. */
export function testRows(written: Written): readonly TargetRow[] {
  const within = written.emergency?.test?.within;
  if (within === undefined) return [];
  const when = { type: usualKind(written).type, category: emergencyTest };
  const rule = 'emergency.test.within';
  return [
    { metric: 'response', from: 'opening', when, target: { ms: within }, calendar: 'always', rule, exclusive: true },
  ];
}

/** Who is told while nobody answers: the contacts again halfway, at the end everybody who could act. */
export function testPolicy(written: Written): Plan['policies'] {
  if (written.emergency?.test === undefined) return {};
  const contacts = written.emergency.contacts.flatMap(({ who }) => tellOf(who, written));
  const roles = acting(written).map((role): Tell => ({ role }));
  const steps = [stepAt(0.5, contacts), stepAt(1, [...contacts, ...roles])];
  return { [emergencyTest]: { steps, lapseMs: null, exhausted: [] } };
}

/** The roles that may work on tickets; all of them where none says what it may. */
function acting({ roles = {} }: Written): readonly string[] {
  const all = Object.keys(roles);
  const saying = all.filter((role) => roles[role]!.may !== undefined);
  return saying.length === 0
    ? all
    : saying.filter((role) => roles[role]!.may!.some((one) => one === 'work' || one === 'admin'));
}

const stepAt = (share: number, tell: readonly Tell[]): Step => ({
  at: { share, of: 'response' },
  tell,
  calendar: null,
  repeat: null,
});

/** A task where there are tasks, else the first type that everybody may see; and the mildest severity that it may have. */
export function usualKind({ types, severities }: Written): { readonly type: string; readonly severity: string } {
  const all = types === undefined ? usualTypes : Object.keys(types);
  const seen = all.filter((type) => types?.[type]?.for === undefined);
  const names = Object.keys(severities);
  for (const type of [...seen.filter((one) => one === 'task'), ...seen, ...all]) {
    const severity = names.findLast((id) => severities[id]!.types?.includes(type) ?? true);
    if (severity !== undefined) return { type, severity };
  }
  return { type: all[0]!, severity: names.at(-1)! };
}
