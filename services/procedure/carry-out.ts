import { setTimeout as sleep } from 'node:timers/promises';

import { transient, violated } from '../../db/connect.ts';
import { endJob, insertJob, keepJob } from '../../db/jobs.ts';
import { lockRun } from '../../db/runs.ts';
import type { MachineAct } from '../../domain/plan/procedures.ts';
import { fireDue, nextDue } from '../../domain/procedure/due.ts';
import { jobBegun, reported } from '../../domain/procedure/reported.ts';
import type { Job as Asked, Outcome } from '../../domain/procedure/reported.ts';
import { standingOf, subjectOf } from '../../domain/procedure/run.ts';
import type { Desk } from '../desk.ts';
import { rulesNow } from '../on-call/rules.ts';

import { executors } from './executors/index.ts';
import type { Executor, Job } from './job.ts';
import { outputOf } from './output.ts';
import type { Output } from './output.ts';
import { save } from './save.ts';
import type { Stir } from './tell-ticket.ts';
import type { Tools } from './tools.ts';

/** What a worker is asked to do. */
export interface Carrying extends Asked {
  readonly reference: string;
}

/** The worker's own: ends when it shuts down, and hears that the work goes on. */
interface Life {
  readonly signal: AbortSignal;
  readonly beat: () => void;
  /** How often it says so; 10 s. */
  readonly everyMs?: number;
  /** How often it is tried to write down how it ended, while Postgres is away; 40 times. */
  readonly tries?: number;
}

const beatMs = 10_000;
const usualMs = 86_400_000;

/**
 * Does a step of a run, once: it is claimed before anything happens, and who comes second does nothing. How it ended is written down by whoever
 * did it; a worker that is lost says nothing, and a minute later the step is known to be unknown. Answers the outcome, a code.
 */
export async function carryOut(desk: Desk, tools: Tools, asked: Carrying, life: Life): Promise<string> {
  const begun = await claimed(desk, asked);
  if (begun === null) return 'not wanted';
  const output = outputOf(desk.env);
  const over = new AbortController();
  const late = AbortSignal.timeout(asked.withinMs ?? usualMs);
  const signal = AbortSignal.any([life.signal, late, over.signal]);
  const keeping = keepAlive(desk, asked, { output, over, life });
  const act = begun.step.act as MachineAct;
  const execute = executors[act.kind] as Executor;
  const outcome = await execute(desk, tools, { ...begun, signal, say: output.say }, act).catch(
    (error: unknown): Outcome => failureOf(error, { late, over: over.signal, life: life.signal }),
  );
  over.abort();
  await keeping;
  const stirs = await untilWritten(() => finish(desk, asked, outcome, output.text()), life.tries ?? mostTries);
  for (const one of stirs) desk.stir(one.reference, one.kind);
  desk.stir(subjectOf(asked.reference), outcome.result);
  return outcome.result === 'failed' ? outcome.why : outcome.result;
}

type Begun = Omit<Job, 'signal' | 'say'>;

/** Null where that try is not wanted any more, or somebody has it. */
function claimed(desk: Desk, asked: Carrying): Promise<Begun | null> {
  const { reference, step, attempt, undo } = asked;
  return desk.db
    .transaction()
    .execute(async (tx) => {
      const locked = await lockRun(tx, reference);
      if (locked === undefined) return null;
      const { plan, planVersion, lastEventAt } = locked.run;
      const rules = await rulesNow(desk, tx, plan, planVersion);
      const at = Math.max(desk.now(), lastEventAt);
      const run = jobBegun(rules, fireDue(rules, locked.run, at), asked, at);
      if (run === null) return null;
      await insertJob(tx, { reference, step, attempt }, undo, at);
      await save(desk, tx, rules, locked, run, { at, wakeAt: nextDue(rules, run, at) });
      return { run, rules, step: standingOf(rules, run, step).step, attempt, undo, answers: locked.answers };
    })
    .catch((error: unknown) => {
      if (violated(error) === undefined) throw error;
      return null;
    });
}

interface Keeping {
  readonly output: Output;
  readonly over: AbortController;
  readonly life: Life;
}

/** Says again and again that it goes on, until it is over; ends it where nobody waits for it any more. */
async function keepAlive({ db }: Desk, asked: Carrying, { output, over, life }: Keeping): Promise<void> {
  while (!over.signal.aborted) {
    await sleep(life.everyMs ?? beatMs, undefined, { signal: over.signal }).catch(() => undefined);
    if (over.signal.aborted) return;
    life.beat();
    // Postgres may be away for a moment: only a minute of it makes it lost.
    const wanted = await keepJob(db, asked, output.text()).catch(() => true);
    if (!wanted) over.abort();
  }
}

/** An executor that was stopped need not know why. */
function failureOf(
  error: unknown,
  { late, over, life }: Readonly<Record<'late' | 'over' | 'life', AbortSignal>>,
): Outcome {
  if (late.aborted) return { result: 'failed', why: 'timeout' };
  if (over.aborted) return { result: 'failed', why: 'cancelled' };
  if (life.aborted) return { result: 'failed', why: 'worker-stopped' };
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return { result: 'failed', why: 'unexpected', ...(/^[A-Z0-9_]{4,20}$/.test(code) && { data: { code } }) };
}

function finish(desk: Desk, asked: Carrying, outcome: Outcome, output: string | null): Promise<readonly Stir[]> {
  const { reference } = asked;
  return desk.db.transaction().execute(async (tx) => {
    const locked = await lockRun(tx, reference);
    if (locked === undefined) return [];
    const rules = await rulesNow(desk, tx, locked.run.plan, locked.run.planVersion);
    const at = Math.max(desk.now(), locked.run.lastEventAt);
    const code = outcome.result === 'failed' ? outcome.why : outcome.result;
    const awaited = await endJob(tx, asked, { outcome: code, output, at });
    const run = awaited ? reported(rules, locked.run, asked, outcome, at) : locked.run;
    return run === locked.run ? [] : save(desk, tx, rules, locked, fireDue(rules, run, at), { at, wakeAt: at });
  });
}

const mostTries = 40;

/** Postgres may be away; after a minute the job counts as lost in any case. */
async function untilWritten<T>(write: () => Promise<T>, most: number): Promise<T> {
  for (let tries = 1; ; tries++)
    try {
      return await write();
    } catch (error) {
      if (!transient(error) || tries >= most) throw error;
      await sleep(Math.min(5000, 100 * 2 ** tries));
    }
}
