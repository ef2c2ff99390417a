import type { Plan } from '../domain/plan.ts';
import type { Policy, Step } from '../domain/plan/escalation.ts';
import type { Tell } from '../domain/plan/people.ts';
import { testPolicy } from './emergency.ts';
import { mapFields } from './json.ts';
import type { Chapter, Written } from './schema.ts';
import { tellOf } from './tell.ts';

/** Who is told when, by the name of the escalation policy. */
export const buildPolicies = (written: Written): Plan['policies'] => ({
  ...mapFields(written.escalation ?? {}, (one) => policyOf(one, written)),
  ...testPolicy(written),
});

/** In the end the emergency contacts are told where it does not say who. */
const policyOf = (
  { steps, lapses, exhausted = ['emergency contacts'] }: Chapter<'escalation'>[string],
  written: Written,
): Policy => ({
  steps: steps.map((one) => stepOf(one, written)),
  lapseMs: lapses ?? null,
  exhausted: toldOf(exhausted, written),
});

const stepOf = (
  { at, tell, calendar, repeat, 'at most': atMost }: Chapter<'escalation'>[string]['steps'][number],
  written: Written,
): Step => ({
  at,
  tell: toldOf(tell, written),
  calendar: calendar ?? null,
  repeat: repeat === undefined || atMost === undefined ? null : { everyMs: repeat, atMost },
});

const toldOf = (told: readonly string[], written: Written): readonly Tell[] =>
  told.flatMap((one) => tellOf(one, written));
