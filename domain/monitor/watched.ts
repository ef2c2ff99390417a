import type { Plan } from '../plan.ts';
import type { AlertRule, Check, Probe } from '../plan/watching.ts';
import type { Recurrence } from '../recurrence.ts';

import type { Expected } from './verdict.ts';

/** Something that Guardia itself looks at: a check, or an alert rule with a query of its own. */
export interface Watched {
  /** `check/api`, `alert/disk`: by this it is known outside its plan. */
  readonly name: string;
  readonly title: string;
  /** What is to be done, in the plan's words. */
  readonly advice: string | null;
  readonly every: Recurrence;
  readonly probe: Probe;
  readonly on: string | null;
  readonly expect: Check['expect'];
  readonly environment: readonly string[];
  /** A rule finds what must not be, all others what must. */
  readonly rule: boolean;
  readonly expected: Expected;
  readonly fails: number;
  readonly forMs: number;
  readonly effect: Effect;
}

/** What it does when it goes down and comes up. */
export interface Effect {
  /** Null: it opens nothing. */
  readonly opens: string | null;
  readonly type: string | null;
  readonly service: string | null;
  readonly runbook: string | null;
  readonly recovery: 'resolves' | 'comments';
}

/** Everything of a plan that is looked at. */
export const watchedOf = ({ checks, alerts }: Pick<Plan, 'checks' | 'alerts'>): readonly Watched[] => [
  ...Object.entries(checks).map(([id, one]) => checked(id, one)),
  ...Object.entries(alerts).flatMap(([id, one]) => {
    const query = one.query ?? one.source;
    return one.on === null || query === null ? [] : [asked(id, one, query)];
  }),
];

const nothing = { status: null, body: null, json: null };

function checked(id: string, one: Check): Watched {
  const { title, every, probe, on, expect, environment, fails, opens, service, runbook, recovery } = one;
  const { underMs, below, above, youngerMs, leftMs } = one;
  const none = probe.kind === 'prometheus' && below === null && above === null;
  return {
    name: `check/${id}`,
    title,
    advice: null,
    every,
    probe,
    on,
    expect,
    environment,
    rule: false,
    expected: { underMs, below, above, youngerMs, leftMs, none },
    fails,
    forMs: 0,
    effect: { opens, type: null, service, runbook, recovery },
  };
}

function asked(id: string, one: AlertRule, query: string): Watched {
  const { title, every, on, above, below, forMs } = one;
  return {
    name: `alert/${id}`,
    title,
    advice: adviceOf(one),
    every,
    probe: { kind: 'prometheus', target: query },
    on,
    expect: nothing,
    environment: [],
    rule: true,
    expected: { underMs: null, below, above, youngerMs: null, leftMs: null, none: true },
    fails: 1,
    forMs: forMs ?? 0,
    effect: effectOf(one),
  };
}

/** What an alert rule does once it fires. */
export const effectOf = ({ opens, type, service, runbook }: AlertRule): Effect => ({
  opens,
  type,
  service,
  runbook,
  recovery: 'resolves',
});

export const adviceOf = ({ when, action }: AlertRule): string => [when, action].filter(Boolean).join('\n');

/** The alert rules that watch a check. */
export const rulesOnCheck = (
  { alerts, integrations }: Pick<Plan, 'alerts' | 'integrations'>,
  id: string,
): readonly (readonly [id: string, rule: AlertRule])[] =>
  Object.entries(alerts).filter(
    ([, { source, on }]) =>
      on === null && (source === `check ${id}` || (source === id && !Object.hasOwn(integrations, id))),
  );
