import type { RunStatus } from '../procedure/run.ts';
import { isOver } from '../procedure/run.ts';

/** How far maintenance has come (ITIL: change schedule). */
export type MaintenanceState = 'planned' | 'announced' | 'waiting' | 'begun' | 'overrunning' | 'done' | 'called off';

/** What is known of it. Instants are epoch ms. */
export interface Known {
  readonly fromAt: number;
  readonly untilAt: number;
  /** Since when it was announced; null: it was not yet. */
  readonly announcedAt: number | null;
  readonly begunAt: number | null;
  readonly endedAt: number | null;
  readonly withdrawnAt: number | null;
  readonly status: RunStatus;
}

/** How it stands at `now`. */
export function stateOf(
  { fromAt, untilAt, announcedAt, begunAt, endedAt, withdrawnAt, status }: Known,
  now: number,
): MaintenanceState {
  if (endedAt !== null) return 'done';
  if (withdrawnAt !== null || isOver({ status })) return 'called off';
  if (announcedAt === null) return 'planned';
  if (begunAt !== null) return now > untilAt ? 'overrunning' : 'begun';
  return now < fromAt ? 'announced' : 'waiting';
}
