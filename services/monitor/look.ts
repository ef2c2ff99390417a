import { keptMonitors } from '../../db/monitors.ts';
import { watchedOf } from '../../domain/monitor/watched.ts';
import type { Watched } from '../../domain/monitor/watched.ts';
import type { Plan } from '../../domain/plan.ts';
import type { Desk } from '../desk.ts';
import { rulesInForce } from '../plan/rules.ts';

import type { Look } from './probe.ts';
import { questionOf } from './question.ts';
import { record } from './record.ts';
import { inRhythm } from './rounds.ts';

/** One time that a plan's monitors of a rhythm come round. */
export interface LookAround {
  readonly plan: string;
  readonly every: string;
  /** For which instant it is meant, epoch ms. */
  readonly nominalAt: number;
  /** It must be over then, ms from its beginning. */
  readonly withinMs: number;
}

type Looking = Pick<Desk, 'db' | 'rules' | 'now' | 'env'>;

/** What one needs to look. */
export interface Eyes {
  readonly look: Look;
  /** Ends it early. */
  readonly signal: AbortSignal;
  /** Called after each, so that whoever waits knows that it goes on. */
  readonly beat?: () => void;
}

/** How many were looked at, and how many were not as they should be. */
export interface Seen {
  readonly looked: number;
  readonly bad: number;
}

const atOnce = 8;

/** Looks at all monitors of a rhythm, each once for a nominal instant; what the time does not suffice for waits for the next. */
export async function lookAround(desk: Looking, around: LookAround, eyes: Eyes): Promise<Seen> {
  const rules = await rulesInForce(desk, around.plan);
  if (rules === undefined) return { looked: 0, bad: 0 };
  const kept = await keptMonitors(desk.db, [around.plan]);
  const done = new Map(kept.map(({ name, last }) => [name, last?.at ?? -Infinity]));
  const waiting = inRhythm(watchedOf(rules.plan), around.every).filter(
    ({ name }) => (done.get(name) ?? -Infinity) < around.nominalAt,
  );
  return lookAtAll(desk, rules.plan, waiting, around, eyes);
}

/** Looks at these, several at once. */
export async function lookAtAll(
  desk: Looking,
  plan: Plan,
  all: readonly Watched[],
  { nominalAt, withinMs }: Pick<LookAround, 'nominalAt' | 'withinMs'>,
  { look, signal, beat }: Eyes,
): Promise<Seen> {
  const until = performance.now() + withinMs;
  const left = [...all];
  const seen = { looked: 0, bad: 0 };

  async function next(): Promise<void> {
    for (let one = left.shift(); one !== undefined && !signal.aborted; one = left.shift()) {
      const mostMs = until - performance.now();
      if (mostMs <= 0) return;
      const question = questionOf(one, desk.env, { nowAt: desk.now(), mostMs });
      if (question === null) continue;
      const measured = await look(question, signal);
      // What was broken off says nothing.
      if (signal.aborted) return;
      if (await record(desk, plan, one, { nominalAt, measured })) seen.looked += 1;
      if (measured.fault !== null) seen.bad += 1;
      beat?.();
    }
  }

  await Promise.all(Array.from({ length: Math.min(atOnce, left.length) }, next));
  return seen;
}
