import { happened } from './incident.ts';
import type { Act, Event, Incident } from './incident.ts';

/** What is told of a run that works for a ticket. */
export interface RunNews {
  readonly kind: 'run-begun' | 'run-ended';
  readonly run: string;
  readonly procedure: string;
  /** Its status: how it ended. */
  readonly status: string;
}

/** The ticket on which it stands that a run for it has begun or ended; nobody is told, for the run tells its own people. */
export const carriedOut = (incident: Incident, act: Act, { kind, run, procedure, status }: RunNews): Incident => {
  const data: Event['data'] = kind === 'run-begun' ? { run, procedure } : { run, procedure, status };
  return happened(incident, act, kind, { data });
};
