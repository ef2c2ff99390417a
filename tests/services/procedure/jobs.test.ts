/** What machines do for a step is claimed before it is begun: it is done once, and what is lost is known to be unknown. */
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';

import { jobsOfRun } from '../../../db/jobs.ts';
import { readRun } from '../../../db/runs.ts';
import type { Outcome } from '../../../domain/procedure/reported.ts';
import type { Desk } from '../../../services/desk.ts';
import { actOnRun } from '../../../services/procedure/act.ts';
import { advanceRun } from '../../../services/procedure/advance.ts';
import { carryOut } from '../../../services/procedure/carry-out.ts';
import { find } from '../../../services/procedure/finding.ts';
import { executors } from '../../../services/procedure/executors/index.ts';
import type { Job } from '../../../services/procedure/job.ts';
import { startRun } from '../../../services/procedure/start.ts';
import { shopPlan } from '../../domain/support.ts';
import { dieAt, everyDeath } from '../deaths.ts';
import { admin, startShop } from '../support.ts';
import type { Shop } from '../support.ts';

const plan = shopPlan(
  (text) => `${text}procedures:
  once: { owner: ana, steps: [{ name: go, run: [./go.sh] }, { name: then, do: Look }] }
  twice: { owner: ana, steps: [{ name: go, run: [./go.sh], idempotent: true }] }
  back: { owner: ana, steps: [{ name: go, run: [./go.sh], undo: [./back.sh] }] }
  outer: { owner: ana, steps: [{ name: inner, call: inner }] }
  inner: { owner: ana, steps: [{ do: Look }] }
  short: { owner: ana, steps: [{ name: go, run: [./go.sh], within: 1s }] }
`,
);

let shop: Shop;
let jobs: Job[];
let work: (job: Job) => Promise<Outcome>;
const usual = executors.run;
beforeAll(async () => {
  shop = await startShop(plan);
  Object.assign(executors, {
    run: (_desk: Desk, _tools: unknown, job: Job) => {
      jobs.push(job);
      return work(job);
    },
  });
});
afterAll(() => {
  Object.assign(executors, { run: usual });
  return shop.stop();
});
beforeEach(() => {
  jobs = [];
  work = async () => ({ result: 'done' });
});

const life = { signal: new AbortController().signal, beat: () => undefined, everyMs: 20, tries: 2 };
const tools = {} as never;
const start = async (procedure = 'once') =>
  (await startRun(shop.desk, admin, { plan: 'shop', procedure }, null)).reference;
const jobOf = async (reference: string) => ({ ...(await advanceRun(shop.desk, reference)).jobs[0]!, reference });
const carry = (job: Awaited<ReturnType<typeof jobOf>>, desk = shop.desk) => carryOut(desk, tools, job, life);
const step = async (reference: string) => (await readRun(shop.db, reference))!.state.steps['go']!;
const lose = (reference: string) =>
  sql`update job set lease_until = clock_timestamp() - interval '1 s' where reference = ${reference}`.execute(shop.db);

/** Somebody begins it and never comes back. */
async function begun(reference: string) {
  const job = await jobOf(reference);
  const over = new AbortController();
  work = ({ signal }) => new Promise((_, reject) => signal.addEventListener('abort', () => reject(new Error('over'))));
  const ended = carryOut(shop.desk, tools, job, { ...life, everyMs: 3_600_000, signal: over.signal });
  await expect.poll(() => jobs.length).toBe(1);
  return { job, end: () => over.abort(), ended };
}

test('of two workers that have the same job one does it', async () => {
  const job = await jobOf(await start());
  const outcomes = await Promise.all([carry(job), carry(job)]);
  expect(outcomes.toSorted()).toEqual(['done', 'not wanted']);
  expect(jobs).toHaveLength(1);
  expect(await carry(job)).toBe('not wanted');
  expect((await step(job.reference)).status).toBe('done');
});

test('a job whose worker is lost is unknown, its run has failed, and nobody begins it again', async () => {
  const reference = await start();
  const { job, end, ended } = await begun(reference);
  expect((await advanceRun(shop.desk, reference)).jobs).toEqual([]);
  await lose(reference);
  const { status, jobs: left } = await advanceRun(shop.desk, reference);
  expect([status, left, (await step(reference)).status]).toEqual(['failed', [], 'unknown']);
  end();
  await ended;
  expect([(await step(reference)).status, await carry(job)]).toEqual(['unknown', 'not wanted']);
});

test('what may run twice is begun anew when its worker is lost', async () => {
  const reference = await start('twice');
  const { end, ended } = await begun(reference);
  await lose(reference);
  await advanceRun(shop.desk, reference);
  expect(await step(reference)).toMatchObject({ status: 'ready', attempts: 1 });
  end();
  await ended;
  expect((await step(reference)).status).toBe('ready');
});

test('a job that takes too long is ended', async () => {
  const job = await jobOf(await start('short'));
  work = ({ signal }) => new Promise((_, reject) => signal.addEventListener('abort', () => reject(new Error('over'))));
  expect(await carry(job)).toBe('timeout');
  expect((await step(job.reference)).status).toBe('failed');
});

test('a job of a run that was cancelled is ended', async () => {
  const job = await jobOf(await start());
  work = async ({ run, signal }) => {
    await actOnRun(shop.desk, admin, {
      reference: run.reference,
      verb: 'cancel',
      body: { reason: 'no' },
      key: run.reference,
    });
    return new Promise((_, reject) => signal.addEventListener('abort', () => reject(new Error('over'))));
  };
  expect(await carry(job)).toBe('cancelled');
  expect((await readRun(shop.db, job.reference))!.status).toBe('cancelled');
});

test('a job of a run that goes back is ended before its step is undone', async () => {
  const job = await jobOf(await start('back'));
  const { reference } = job;
  let seen: readonly unknown[] = ['nothing'];
  work = async ({ signal }) => {
    const over = new Promise<never>((_, reject) => signal.addEventListener('abort', () => reject(new Error('over'))));
    over.catch(() => undefined);
    await actOnRun(shop.desk, admin, { reference, verb: 'undo', body: { reason: 'no' }, key: reference });
    seen = (await advanceRun(shop.desk, reference)).jobs;
    return over;
  };
  expect(await carry(job)).toBe('cancelled');
  expect(seen).toEqual([]);
  expect((await advanceRun(shop.desk, reference)).jobs).toMatchObject([{ step: 'go', undo: true, attempt: 2 }]);
});

test('what a run has called is cancelled with it, even by a turn that comes later', async () => {
  const job = await jobOf(await start('outer'));
  const { reference } = job;
  await carry(job);
  const child = (await readRun(shop.db, reference))!.state.steps['inner']!.child!;
  await actOnRun(shop.desk, admin, { reference, verb: 'cancel', body: { reason: 'no' }, key: reference });
  expect((await readRun(shop.db, child))!.status).toBe('running');
  await advanceRun(shop.desk, reference);
  expect((await readRun(shop.db, child))!.status).toBe('cancelled');
  await advanceRun(shop.desk, reference);
  const { state, wake_at } = (await readRun(shop.db, reference))!;
  expect([state.steps['inner']!.status, wake_at]).toEqual(['failed', null]);
});

test('what was found is one ticket for each key; of a run that is over there is none', async () => {
  const reference = await start('inner');
  const asked = { reference, key: 'found', body: { step: 'step-1', title: 'A crack', severity: 'P3' } };
  const ticket = await find(shop.desk, admin, asked);
  await actOnRun(shop.desk, admin, { reference, verb: 'cancel', body: { reason: 'no' }, key: reference });
  expect(await find(shop.desk, admin, asked)).toBe(ticket);
  await expect(find(shop.desk, admin, { ...asked, key: 'late' })).rejects.toThrow('it would have to be running');
  const titled = shop.db.selectFrom('incident').select('reference').where('title', '=', 'A crack');
  expect(await titled.execute()).toEqual([{ reference: ticket }]);
});

test('what it says is kept without secrets', async () => {
  const desk = { ...shop.desk, env: { URL: 'postgres://shop:swordfish@db/shop', TOKEN: 'abcdef123' } };
  const job = await jobOf(await start());
  work = async ({ say }) => {
    say('with swordfish and abcdef123 ');
    say('at postgres://shop:swordfish@db/shop\0');
    return { result: 'done' };
  };
  await carry(job, desk);
  expect((await jobsOfRun(shop.db, job.reference))[0]!.output).toBe('with ••• and ••• at •••');
});

test('killed at any statement a job is done at most once, and how it stands is clear', async () => {
  const statements = await everyDeath(async (death) => {
    const job = await jobOf(await start());
    jobs = [];
    const result = await dieAt(shop, death, (desk) => carry(job, desk as Shop['desk']));
    await lose(job.reference);
    await advanceRun(shop.desk, job.reference);
    const stands = (await step(job.reference)).status;
    expect(
      jobs.length <= 1 && ['ready', 'done', 'unknown'].includes(stands),
      `${JSON.stringify(death)} ${stands}`,
    ).toBe(true);
    expect(stands === 'ready' ? await carry(job) : 'done').toBe('done');
    expect(jobs.length, JSON.stringify(death)).toBeLessThanOrEqual(1);
    return result;
  });
  expect(statements).toBeGreaterThan(8);
});
