import type { Procedure, Step } from '../../domain/plan/procedures.ts';

/** What a procedure has where nothing else is said of it. */
export const plainProcedure: Omit<Procedure, 'title' | 'owner' | 'steps'> = {
  description: null,
  withinMs: null,
  when: {},
  asks: {},
  triggers: [],
  during: null,
  startsOn: null,
  opens: null,
  service: null,
};

/** What a step has where nothing else is said of it. */
export const plainStep: Omit<Step, 'name' | 'title' | 'act'> = {
  description: null,
  after: [],
  days: null,
  owner: [],
  withinMs: null,
  escalation: null,
  gives: [],
  criteria: [],
  onFailure: 'stop',
  undo: null,
  undoWithinMs: null,
  retry: 0,
  idempotent: false,
  runsOn: null,
  notBy: null,
};

/** These steps, each after the one before. */
export const inOrder = (steps: readonly Step[]): readonly Step[] =>
  steps.map((step, index) => ({ ...step, after: index === 0 ? [] : [steps[index - 1]!.name] }));
