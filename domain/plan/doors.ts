import type { Plan } from '../plan.ts';

import { isOutlet } from './watching.ts';

/** By which way something sends to Guardia. */
export type DoorKind = 'alertmanager' | 'pagerduty' | 'webhook' | 'heartbeat';

/** A way in of a plan. */
export interface DoorPlan {
  /** `integration/prometheus`, `heartbeat/nightly`. */
  readonly name: string;
  readonly kind: DoorKind;
  /** The key as it is written, such as `${NIGHTLY_KEY}`; null: Guardia makes it. */
  readonly key: string | null;
}

/** Everything that sends to Guardia under a plan: what has an address is told instead. */
export const doorsOf = ({ integrations, heartbeats }: Pick<Plan, 'integrations' | 'heartbeats'>): DoorPlan[] => [
  ...Object.entries(integrations).flatMap(([id, one]) =>
    isIn(one.kind) && !isOutlet(one) ? [{ name: `integration/${id}`, kind: one.kind, key: one.key }] : [],
  ),
  ...Object.entries(heartbeats).map(([id, { key }]) => ({ name: `heartbeat/${id}`, kind: 'heartbeat' as const, key })),
];

const isIn = (kind: string): kind is 'alertmanager' | 'pagerduty' | 'webhook' =>
  ['alertmanager', 'pagerduty', 'webhook'].includes(kind);
