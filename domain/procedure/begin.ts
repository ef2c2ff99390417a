import type { Rules } from '../plan.ts';

import { procedureOf, withEvent } from './run.ts';
import type { Planned, Run, Span, StepState, Why } from './run.ts';
import { settled } from './settle.ts';

/** What is known when a run begins. */
export interface Beginning {
  readonly reference: string;
  readonly procedure: string;
  readonly why: Why;
  readonly incident: string | null;
  /** That ticket is about this run: done with the one is done with the other. */
  readonly settles?: true;
  /** Whose turn it is hears of it by that ticket, at this very moment. */
  readonly told?: true;
  /** A person of the plan, `admin`, or null for Guardia itself. */
  readonly by: string | null;
  readonly days: Readonly<Record<string, Span>>;
  /** When it should have begun; null: when it does. */
  readonly dueAt: number | null;
  readonly planned?: Planned;
  /** What was answered to what it asks. */
  readonly answers: Readonly<Record<string, string>>;
}

/** A new run, its first steps ready. */
export function begin(rules: Rules, beginning: Beginning, at: number): Run {
  const { by, dueAt, answers, told, ...rest } = beginning;
  const { slug, version } = rules.plan;
  const run: Run = {
    ...rest,
    plan: slug,
    planVersion: version,
    status: 'running',
    statusSince: at,
    startedAt: at,
    endedAt: null,
    pausedUntil: null,
    steps: Object.fromEntries(procedureOf(rules, rest).steps.map(({ name }) => [name, untouched(at)])),
    toUndo: [],
    overran: false,
    lastEventAt: at,
    events: [],
  };
  const data = { procedure: rest.procedure, why: rest.why.kind, incident: rest.incident };
  const started = withEvent(run, { key: 'run-started', kind: 'run-started', at, dueAt, by, data, text: answers });
  const begun = settled(rules, started, at);
  return told === true ? { ...begun, events: begun.events.map((event) => ({ ...event, notify: [] })) } : begun;
}

const untouched = (at: number): StepState => ({
  status: 'waiting',
  since: at,
  attempts: 0,
  readyAt: null,
  notBefore: null,
  takenBy: null,
  doneBy: null,
  ticked: [],
  told: {},
  child: null,
  data: {},
});
