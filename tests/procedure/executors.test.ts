/** What machines do for a step: programs, queries, addresses and checks, each ending in a clear state. */
import { spawn } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';

import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';

import { advanceRun } from '../../services/procedure/advance.ts';
import { startServer } from '../channels/support.ts';
import { shopPlan } from '../domain/support.ts';
import { startShop } from '../services/support.ts';
import type { Shop } from '../services/support.ts';

import { planFolder, worker } from './support.ts';

const folder = planFolder({
  'say.sh': 'echo "to $1 with $TOKEN and ${OTHER-nothing} in $(pwd)"; echo err >&2',
  'fail.sh': 'exit 3',
  'hang.sh': 'sleep 600 & echo $! > "$1"; sleep 600',
  'mark.sh': 'echo once >> marks; echo $$ > leader; sleep 600',
  'back.sh': 'echo back',
});

const plan = shopPlan(
  (text) => `${text}procedures:
  say: { owner: lead, asks: { where: Where to? }, steps: [{ name: go, run: [./say.sh, "{where}", "\${TOKEN}"] }] }
  bad: { owner: lead, steps: [{ name: go, run: [./fail.sh], undo: [./back.sh], on failure: undo }] }
  hang: { owner: lead, steps: [{ name: go, run: [./hang.sh, child] }] }
  mark: { owner: lead, steps: [{ name: go, run: [./mark.sh] }] }
  out: { owner: lead, steps: [{ name: go, run: [../elsewhere.sh] }] }
  none: { owner: lead, steps: [{ name: go, run: [./none.sh] }] }
  unset: { owner: lead, steps: [{ name: go, run: [echo, "\${NOWHERE}"] }] }
  count: { owner: lead, steps: [{ name: go, sql: SELECT count(*) FROM plan, database: "\${SHOP}" }] }
  write: { owner: lead, steps: [{ name: go, sql: CREATE TABLE written (a int), database: "\${SHOP}" }] }
  wrong: { owner: lead, steps: [{ name: go, sql: SELECT secret FROM nothing }] }
  up: { owner: lead, steps: [{ name: go, http: "\${WEB}/up" }] }
  down: { owner: lead, steps: [{ name: go, http: "\${WEB}/down" }] }
  good: { owner: lead, steps: [{ name: go, check: web }] }
  poor: { owner: lead, steps: [{ name: go, check: shut }] }
checks:
  web: { every: 5m, http: "\${WEB}/up" }
  shut: { every: 5m, http: "\${WEB}/down" }
  base: { every: 5m, sql: SELECT 1, on: "\${SHOP}" }
`,
);

let shop: Shop;
let machine: ReturnType<typeof worker>;
let server: Awaited<ReturnType<typeof startServer>>;
beforeAll(async () => {
  [shop, server] = await Promise.all([startShop(plan), startServer()]);
  const env = { TOKEN: 'very-secret-token', OTHER: 'not listed', WEB: server.base, SHOP: shop.url };
  shop.desk = { ...shop.desk, env };
  machine = worker(shop, folder);
});
afterAll(async () => {
  await shop.stop();
  server.stop();
  rmSync(folder, { recursive: true });
});

const path = (name: string) => join(folder, name);
const read = (name: string) => (existsSync(path(name)) ? readFileSync(path(name), 'utf8').trim() : '');

/** One that nobody has fetched the end of is over all the same. */
const isRunning = (pid: number): boolean =>
  existsSync(`/proc/${pid}/stat`) && !/\) Z /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));

describe('run', () => {
  test('runs in the plan’s folder, with the listed environment alone, and keeps no secret of what it says', async () => {
    const { reference, outcome, state } = await machine.once('say', 'go', { where: '${OTHER} x' });
    expect([outcome, state.status, state.data]).toEqual(['done', 'done', { code: 0 }]);
    const said = await machine.output(reference);
    expect(said).toContain(`to \${OTHER} x with ••• and nothing in ${folder}`);
    expect(said).toContain('err');
  });

  test('what does not end with 0 has failed with its code, and is undone by a program', async () => {
    const { reference, outcome, state } = await machine.once('bad', 'go');
    expect([outcome, state.status, state.data['code']]).toEqual(['exit', 'undoing', 3]);
    expect(await machine.carry(reference, 'go', { undo: true, attempt: 2 })).toBe('done');
    expect((await machine.run(reference)).status).toBe('undone');
    expect(await machine.output(reference)).toBe('back\n');
  });

  test('what hangs is ended in time, with everything that it has begun', async () => {
    const { outcome, state } = await machine.once('hang', 'go', {}, { withinMs: 700 });
    expect([outcome, state.status]).toEqual(['timeout', 'failed']);
    await expect.poll(() => isRunning(Number(read('child')))).toBe(false);
  });

  test('a worker that shuts down ends it', async () => {
    const { outcome, state } = await machine.once('hang', 'go', {}, { signal: AbortSignal.timeout(500) });
    expect([outcome, state.status]).toEqual(['worker-stopped', 'failed']);
  });

  test.each([
    ['out', 'outside'],
    ['none', 'no-program'],
    ['unset', 'not-configured'],
  ])('%s fails: %s', async (procedure, why) => expect((await machine.once(procedure, 'go')).outcome).toBe(why));

  test('an answer is no option', async () =>
    expect((await machine.once('say', 'go', { where: '--help' })).outcome).toBe('answer-is-option'));

  test('after a worker that was killed it is not known how it ended, and it does not run again', async () => {
    const reference = await machine.start('mark');
    const lost = spawn(process.execPath, ['tests/procedure/lost-worker.ts', shop.url, folder, reference, 'go']);
    await vi.waitFor(() => expect(read('leader')).not.toBe(''), { timeout: 20_000, interval: 50 });
    lost.kill('SIGKILL');
    process.kill(-Number(read('leader')), 'SIGKILL');
    expect((await advanceRun(shop.desk, reference)).jobs).toEqual([]);
    expect((await machine.step(reference, 'go')).status).toBe('running');
    await sql`update job set lease_until = clock_timestamp() where reference = ${reference}`.execute(shop.db);
    await advanceRun(shop.desk, reference);
    expect((await machine.step(reference, 'go')).status).toBe('unknown');
    expect(await machine.carry(reference, 'go')).toBe('not wanted');
    expect(await machine.carry(reference, 'go', { attempt: 2 })).toBe('not wanted');
    expect(read('marks')).toBe('once');
  });
});

describe('sql', () => {
  test('its first figure is kept, and it may write', async () => {
    expect((await machine.once('count', 'go')).state.data).toEqual({ rows: 1, value: 1 });
    expect((await machine.once('write', 'go')).outcome).toBe('done');
    expect((await machine.once('write', 'go')).state.data).toEqual({ code: '42P07' });
  });
  test('without a database it asks the only one of the checks', async () =>
    expect((await machine.once('wrong', 'go')).state.data).toEqual({ code: '42P01' }));
});

test('an address must answer well', async () => {
  expect((await machine.once('up', 'go')).outcome).toBe('done');
  const { reference, outcome } = await machine.once('down', 'go');
  expect([outcome, await machine.output(reference)]).toEqual(['no-good-answer', expect.stringContaining('HTTP 503')]);
});

test('a check must be good, and what was seen is its own result', async () => {
  expect((await machine.once('good', 'go')).outcome).toBe('done');
  expect((await machine.once('poor', 'go')).outcome).toBe('bad');
  const results = await shop.db.selectFrom('result').select(['monitor', 'ok']).orderBy('monitor').execute();
  expect(results).toEqual([
    { monitor: 'check/shut', ok: false },
    { monitor: 'check/web', ok: true },
  ]);
});
