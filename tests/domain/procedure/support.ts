import { performOn } from '../../../domain/procedure/acts.ts';
import type { RunBodies, RunVerb } from '../../../domain/procedure/acts.ts';
import { begin } from '../../../domain/procedure/begin.ts';
import { fireDue, nextDue } from '../../../domain/procedure/due.ts';
import { jobBegun, jobsOf, reported } from '../../../domain/procedure/reported.ts';
import type { Outcome } from '../../../domain/procedure/reported.ts';
import type { Run, Span } from '../../../domain/procedure/run.ts';
import { monday, shop } from '../support.ts';

/** The shop with procedures. */
export const shopDoing = (procedures: string, more = '') => shop((text) => `${text}procedures:\n${procedures}${more}`);

export type Rules = ReturnType<typeof shop>;

export const begun = (rules: Rules, procedure: string, days: Readonly<Record<string, Span>> = {}): Run =>
  begin(
    rules,
    {
      reference: 'SHO-R1',
      procedure,
      why: { kind: 'asked' },
      incident: null,
      by: 'ion',
      days,
      dueAt: null,
      answers: {},
    },
    monday,
  );

let number = 0;

/** An act of a person, `after` ms after the Monday, what fell due before it done. */
export function acting<V extends RunVerb>(rules: Rules, run: Run, verb: V, body: RunBodies[V], by = 'ion', after = 0) {
  const at = Math.max(monday + after, run.lastEventAt);
  return performOn(verb, rules, fireDue(rules, run, at), { key: `act:tests:${++number}`, by, at }, body);
}

/** The job of a step begun and ended so. */
export function working(rules: Rules, run: Run, step: string, outcome: Outcome, after = 0): Run {
  const at = Math.max(monday + after, run.lastEventAt);
  const due = fireDue(rules, run, at);
  const job = jobsOf(rules, due, at).find((one) => one.step === step);
  if (job === undefined) throw new Error(`no job for ${step}: ${JSON.stringify(due.steps[step])}`);
  return reported(rules, jobBegun(rules, due, job, at)!, job, outcome, at);
}

/** Everything due by then, each at its instant. */
export function waiting(rules: Rules, run: Run, after: number): Run {
  let state = run;
  for (let next = nextDue(rules, state, state.lastEventAt); next !== null && next <= monday + after;) {
    const before = state;
    state = fireDue(rules, state, next);
    next = nextDue(rules, state, next);
    if (state === before) break;
  }
  return fireDue(rules, state, monday + after);
}

export const statuses = ({ steps }: Run): Record<string, string> =>
  Object.fromEntries(Object.entries(steps).map(([name, { status }]) => [name, status]));

export const kinds = ({ events }: Run): string[] => events.map(({ kind }) => kind);

export const done = { result: 'done' } as const;
export const broken = { result: 'failed', why: 'exit' } as const;
