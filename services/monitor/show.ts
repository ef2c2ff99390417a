import { lastResults } from '../../db/monitors.ts';
import type { Caller } from '../access/caller.ts';
import { NotFound } from '../desk.ts';
import type { Desk } from '../desk.ts';

import { monitors } from './list.ts';
import type { MonitorView } from './list.ts';

/** By which a monitor is known. */
export interface Which {
  readonly plan: string;
  /** `check`, `alert` or `heartbeat`. */
  readonly kind: string;
  readonly name: string;
}

const shown = 100;

/** One monitor. Throws `NotFound` where there is none that the caller may see. */
export async function monitor(desk: Desk, caller: Caller, { plan, kind, name }: Which): Promise<MonitorView> {
  const all = await monitors(desk, caller, { plan });
  const found = all.find((one) => one.kind === kind && one.name === name);
  if (found !== undefined) return found;
  throw new NotFound(`There is no monitor ${kind}/${name} in a plan "${plan}".`);
}

/** The same with its last 100 results, the newest first. */
export async function showMonitor(desk: Desk, caller: Caller, which: Which) {
  const one = await monitor(desk, caller, which);
  const results = await lastResults(desk.db, one.plan, `${one.kind}/${one.name}`, shown);
  return { ...one, results: results.map(({ at, ok, ms, value, words }) => ({ at, ok, ms, value, words })) };
}
