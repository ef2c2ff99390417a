import type { Transaction } from 'kysely';

import { transient } from '../../db/connect.ts';
import { subjectsWith } from '../../db/announcements.ts';
import { endJob, openJobs } from '../../db/jobs.ts';
import { waitingMs } from '../../db/notifications.ts';
import { dueRuns, lockRun, markRunFailed, statusesOf } from '../../db/runs.ts';
import type { LockedRun } from '../../db/runs.ts';
import type { Database } from '../../db/schema.ts';
import type { Rules } from '../../domain/plan.ts';
import { fireDue, nextDue } from '../../domain/procedure/due.ts';
import { abandoned, childOver, jobLost, jobsOf } from '../../domain/procedure/reported.ts';
import type { Job } from '../../domain/procedure/reported.ts';
import { isOver, subjectOf } from '../../domain/procedure/run.ts';
import type { Run, RunStatus } from '../../domain/procedure/run.ts';
import type { Desk } from '../desk.ts';
import { rulesNow } from '../on-call/rules.ts';

import { asOfTicket } from './as-of-ticket.ts';
import { cancelCalled } from './cancel-called.ts';
import { save } from './save.ts';
import type { Stir } from './tell-ticket.ts';

/** How a run stands after a turn. Codes and spans only: it is kept in Temporal's history. */
export interface RunTurn {
  /** In how many ms it wants the next one, by the clock that decided; null: when stirred. */
  readonly inMs: number | null;
  /** The same instant by the clock that decided: only to see whether it is still the same one. */
  readonly dueAt: number | null;
  /** Whether a notification may be claimed now. */
  readonly waiting: boolean;
  /** Whether its life is over. */
  readonly ended: boolean;
  /** What this turn did. */
  readonly fired: readonly string[];
  /** What workers are to do now. */
  readonly jobs: readonly Job[];
  /** For Temporal's UI. */
  readonly status: string;
}

type Advancing = Pick<Desk, 'db' | 'now' | 'rules' | 'stir'>;

/** Does what has fallen due of a run, and says what machines are to do. Any number of times, by anyone: only what is due happens, and only once. */
export async function advanceRun(desk: Advancing, reference: string): Promise<RunTurn> {
  try {
    const { turn, stirs, children } = await desk.db.transaction().execute((tx) => takeTurn(desk, tx, reference));
    for (const child of children) await cancelCalled(desk, reference, child);
    for (const one of stirs) desk.stir(one.reference, one.kind);
    return turn;
  } catch (error) {
    if (!transient(error)) await markRunFailed(desk.db, reference, desk.now());
    throw error;
  }
}

interface Taken {
  readonly turn: RunTurn;
  readonly stirs: readonly Stir[];
  /** The runs that it has called and that are to end with it. */
  readonly children: readonly string[];
}

async function takeTurn(desk: Advancing, tx: Transaction<Database>, reference: string): Promise<Taken> {
  const locked = await lockRun(tx, reference);
  if (locked === undefined) return { turn: gone, stirs: [], children: [] };
  const rules = await rulesNow(desk, tx, locked.run.plan, locked.run.planVersion);
  const at = Math.max(desk.now(), locked.run.lastEventAt);
  const lost = await withoutLost(tx, rules, asOfTicket(locked, at), at);
  const run = fireDue(rules, await withChildren(tx, rules, lost.run, at), at);
  const dueAt = nextDue(rules, run, at);
  const jobs = jobsOf(rules, run, at);
  const children = abandoned(run);
  // Until somebody has begun, or ended, them it must be sure that they are asked for.
  const wakeAt = jobs.length > 0 || children.length > 0 ? at : dueAt;
  const stirs = await keep(desk, tx, rules, locked, run, { at, wakeAt });
  const tryMs = await waitingMs(tx, await subjectsWith(tx, subjectOf(reference)), desk.now());
  const inMs = shortest([dueAt === null ? null : dueAt - at, tryMs ?? null, lost.leftMs]);
  return {
    turn: {
      inMs,
      dueAt: inMs === null ? null : at + inMs,
      waiting: tryMs !== undefined && tryMs <= 0,
      ended: isOver(run) && tryMs === undefined && lost.leftMs === null,
      fired: run.events.map(({ key }) => key),
      jobs,
      status: run.status,
    },
    stirs,
    children,
  };
}

/** What is over already asks for no other turn. */
function shortest(spans: readonly (number | null)[]): number | null {
  const ms = Math.min(...spans.map((one) => (one === null || one <= 0 ? Infinity : one)));
  return ms === Infinity ? null : ms;
}

const gone: RunTurn = { inMs: null, dueAt: null, waiting: false, ended: true, fired: [], jobs: [], status: 'gone' };

async function keep(
  desk: Advancing,
  tx: Transaction<Database>,
  rules: Rules,
  locked: LockedRun,
  run: Run,
  { at, wakeAt }: { at: number; wakeAt: number | null },
): Promise<readonly Stir[]> {
  const due = nextDue(rules, run, at) === locked.nextDueAt;
  const same = run === locked.run && due && wakeAt === locked.wakeAt && locked.failedAt === null;
  return same ? [] : save(desk, tx, rules, locked, run, { at, wakeAt });
}

/** Jobs whose worker has not said for a minute that it lives are lost; `leftMs`: until the next of the others would be. */
async function withoutLost(tx: Transaction<Database>, rules: Rules, run: Run, at: number) {
  let state = run;
  let leftMs: number | null = null;
  for (const { step, attempt, undo, leftMs: left } of await openJobs(tx, run.reference)) {
    if (left > 0) leftMs = Math.min(left, leftMs ?? left);
    else {
      const key = { reference: run.reference, step, attempt };
      await endJob(tx, key, { outcome: 'unknown', output: null, at });
      state = jobLost(rules, state, { step, attempt, undo, runsOn: null, withinMs: null }, 'worker-lost', at);
    }
  }
  return { run: state, leftMs };
}

/** What it waits for may be over. */
async function withChildren(tx: Transaction<Database>, rules: Rules, run: Run, at: number): Promise<Run> {
  const waits = Object.entries(run.steps).filter(([, { status, child }]) => status === 'running' && child !== null);
  const children = await statusesOf(
    tx,
    waits.map(([, { child }]) => child!),
  );
  return waits.reduce((state, [name, { child }]) => {
    const status = children.find(({ reference }) => reference === child)?.status as RunStatus | undefined;
    return status === undefined ? state : childOver(rules, state, name, status, at);
  }, run);
}

const atOnce = 200;

/** Does what has been due for `overdueMs`, whoever's it is; answers how much that was. */
export async function advanceOverdue(
  desk: Advancing,
  overdueMs: number,
  onFailure: (reference: string, error: unknown) => void,
): Promise<number> {
  let done = 0;
  const now = desk.now();
  for (const reference of await dueRuns(desk.db, now - overdueMs, now, atOnce))
    await advanceRun(desk, reference).then(
      () => (done += 1),
      (error: unknown) => onFailure(reference, error),
    );
  return done;
}
