import type { Rules } from './rule.ts';

/** What does not fit together, across the chapters of a plan or between plans. */
export const sense = {
  'unknown-person': ['error', 'a name is not one of `people`'],
  'unknown-calendar': ['error', 'a name is not one of `calendars`'],
  'unknown-escalation': ['error', 'a name is not one of `escalation`'],
  'unknown-tier': ['error', 'a name is not one of `tiers`'],
  'unknown-severity': ['error', 'a name is not one of `severities`'],
  'unknown-type': ['error', 'a name is not one of `types`'],
  'unknown-recipient': ['error', 'a step tells somebody whom the plan does not know'],
  'ambiguous-recipient': ['error', 'a step tells a name that two have'],
  'empty-role': ['error', 'a step tells a role that nobody holds'],
  'reserved-name': ['error', 'a name that always means something else'],
  'step-after-deadline': ['warning', 'a step comes after the deadline that it guards'],
  'step-without-promise': ['warning', 'a step guards a deadline that nothing promises'],
  'never-open': ['error', 'a calendar has no hours'],
  'duplicate-domain': ['error', 'a domain belongs to two customers'],
  'duplicate-plan': ['error', 'two plans have one name'],
  'duplicate-reference': ['error', 'two plans have one prefix of references'],
  recorded: ['note', 'a chapter that is kept and shown, and not executed yet'],
} as const satisfies Rules;
