/** A step runs on the machine that it names, where a worker for it is started, and fails where none is. */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';

import { afterAll, beforeAll, expect, test, vi } from 'vitest';

import { jobsOfRun } from '../../../db/jobs.ts';
import { readRun } from '../../../db/runs.ts';
import { administrator } from '../../../services/access/caller.ts';
import { startRun } from '../../../services/procedure/start.ts';
import { shopPlan } from '../../domain/support.ts';
import { planFolder } from '../../procedure/support.ts';
import { startWorld } from '../../support/world.ts';
import type { World } from '../../support/world.ts';

const folder = planFolder({ 'where.sh': 'echo "$HERE"' });
const plan = shopPlan(
  (text) => `${text}procedures:
  there: { owner: lead, steps: [{ name: go, run: [./where.sh, "\${HERE}"], runs on: db1 }] }
  nowhere: { owner: lead, steps: [{ name: go, run: [./where.sh], runs on: db9, within: 1s }] }
`,
);

const patience = { timeout: 30_000, interval: 50 };
let world: World;
beforeAll(async () => void (world = await startWorld({ plan, patienceMs: 40_000 })));
afterAll(async () => {
  await world.stop();
  rmSync(folder, { recursive: true });
});

async function carriedOut(procedure: string) {
  const asked = { plan: 'shop', procedure };
  const { reference } = await startRun(world.desk, administrator('tests'), asked, null);
  await vi.waitFor(async () => expect((await readRun(world.db, reference))!.ended_at).not.toBeNull(), patience);
  await world.settled();
  const { status, state } = (await readRun(world.db, reference))!;
  const jobs = await jobsOfRun(world.db, reference);
  return { status, why: state.steps['go']!.status, said: jobs.map(({ outcome, output }) => [outcome, output]) };
}

test('by the worker of that machine, in its folder and with its environment', async () => {
  const env = {
    ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(TEMPORAL|GUARDIA|VITEST)/.test(name))),
    DATABASE_URL: world.url,
    TEMPORAL_ADDRESS: world.temporal.address,
    TEMPORAL_CONFIG_FILE: '/dev/null',
    GUARDIA_PLANS: folder,
    HERE: 'db1',
  };
  const worker = fork('worker/main.ts', ['--on', 'db1'], { env, silent: true });
  expect((await once(worker, 'message'))[0]).toEqual({ ready: true });
  expect(await carriedOut('there')).toEqual({ status: 'done', why: 'done', said: [['done', 'db1\n']] });
  worker.kill('SIGTERM');
  expect(await once(worker, 'exit')).toEqual([0, null]);
});

test('where nobody is there it has failed', async () =>
  expect(await carriedOut('nowhere')).toEqual({ status: 'failed', why: 'failed', said: [] }));
