/** Whatever comes round in the five example plans, begun for real against the demo target: machines' work is done, the rest waits for people. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';

import { afterAll, beforeAll, expect, test } from 'vitest';

import type { Db } from '../../db/connect.ts';
import { archivingSettings } from '../../engine/demo/archive.ts';
import { demoEnvironment, demoPlans } from '../../engine/demo/environment.ts';
import { freePort } from '../../engine/ports.ts';
import { startThrowawayPostgres } from '../../engine/postgres.ts';
import { startProgram } from '../../engine/program.ts';
import { stopProcess } from '../../engine/process.ts';
import type { Identity } from '../../engine/process.ts';
import { rulesInForce } from '../../services/plan/rules.ts';
import { applyPlan } from '../../services/plan/apply.ts';
import { begin } from '../../services/schedule/begin.ts';
import { coming } from '../../services/schedule/coming.ts';
import { isByPeople } from '../../domain/procedure/run.ts';
import { toolsOf } from '../../worker/tools.ts';
import { carry } from '../services/carry.ts';
import { findBackupTools, removeFolder, scratchFolder } from '../support/backups.ts';
import { freshDatabase, pool } from '../support/database.ts';
import { testDesk } from '../support/desk.ts';
import { planFile } from '../support/plan.ts';

const home = scratchFolder();
const folder = join(home, 'demo');
let db: Db;
let desk: ReturnType<typeof testDesk>;
let database: Awaited<ReturnType<typeof freshDatabase>>;
let servers: Awaited<ReturnType<typeof startThrowawayPostgres>>[];
let target: Identity;
beforeAll(async () => {
  findBackupTools();
  mkdirSync(folder);
  database = await freshDatabase();
  servers = [await startThrowawayPostgres(), await startThrowawayPostgres(archivingSettings(home))];
  const [databaseUrl, archivingUrl] = servers.map(({ url }) => url) as [string, string];
  const port = await freePort();
  const place = { GUARDIA_DEMO_PORT: String(port), GUARDIA_DEMO_FOLDER: folder };
  await startProgram('Demo', {
    file: 'engine/demo/main.ts',
    env: { PATH: process.env['PATH'], ...place, DATABASE_URL: databaseUrl, GUARDIA_DEMO_DATABASE_URL: archivingUrl },
    log: join(home, 'demo.log'),
    spawned: (identity) => (target = identity),
  });
  db = pool(database.url);
  desk = { ...testDesk(db), env: demoEnvironment({ port, databaseUrl, archivingUrl, folder }) };
  for (const name of demoPlans) await applyPlan(desk, await planFile(name), 'admin');
}, 120_000);
afterAll(async () => {
  await db.destroy();
  await database.drop();
  await stopProcess(target, [['SIGTERM', 5000]]);
  for (const one of servers) await one.stop();
  removeFolder(home);
});

test('every row begins, machines do theirs, and nothing fails', async () => {
  const rows = (await coming(desk)).toSorted((a, b) => orderOf(a.name) - orderOf(b.name));
  const came: string[] = [];
  for (const { plan, name } of rows) {
    const what = await begin(desk, { plan, name, nominalAt: desk.now() }, { by: 'admin', why: 'asked' });
    came.push(`${/-R\d+$/.test(what!) ? await carriedOut(what!) : 'a ticket'}: ${plan}/${name}`);
  }
  // What they called, such as updates that were found, goes on by itself.
  for (const { reference } of await db.selectFrom('run').select('reference').where('ended_at', 'is', null).execute())
    await carry(desk, reference, tools);
  expect(came.filter((one) => !/^(done|running|a ticket):/.test(one))).toEqual([]);
  expect(await idle()).toEqual([]);
  const count = (how: string) => came.filter((one) => one.startsWith(`${how}:`)).length;
  expect({ rows: rows.length, done: count('done'), waiting: count('running'), tickets: count('a ticket') }).toEqual({
    rows: 67,
    done: 17,
    waiting: 15,
    tickets: 35,
  });
}, 300_000);

const usual = toolsOf(['plans'], home);
/** What npm's registry knows today is no matter of ours: nothing is outdated. */
const tools: typeof usual = {
  ...usual,
  run: ([program, ...words], around) => usual.run(program === 'npm' ? ['true'] : [program, ...words], around),
};

async function carriedOut(reference: string): Promise<string> {
  const status = await carry(desk, reference, tools);
  if (status !== 'failed') return status;
  const { output } = await db
    .selectFrom('job')
    .select('output')
    .where('reference', '=', reference)
    .executeTakeFirstOrThrow();
  return `failed, saying ${output}`;
}

/** Copies first: restore tests want them. */
const orderOf = (name: string): number => (name.endsWith('/restore-test') ? 1 : 0);

/** Runs that have not ended, and in which neither a person nor a window, nor another run, is waited for. */
async function idle(): Promise<string[]> {
  const open = await db.selectFrom('run').selectAll().where('ended_at', 'is', null).execute();
  const found: string[] = [];
  for (const { reference, plan, procedure, state } of open) {
    const { plan: rules } = (await rulesInForce(desk, plan))!;
    const waits = rules.procedures[procedure]!.steps.some((step) => {
      const { status, notBefore } = state.steps[step.name]!;
      if (status === 'running') return true;
      return status === 'ready' ? isByPeople(step) || notBefore !== null : false;
    });
    if (!waits && state.startedAt <= desk.now() && procedure !== 'mvp') found.push(`${reference} ${procedure}`);
  }
  return found;
}
