/** The demo target gives everything that the example plans look at something to see, and breaks on demand. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, expect, test } from 'vitest';

import { demoEnvironment } from '../../engine/demo/environment.ts';
import { freePort } from '../../engine/ports.ts';
import { startProgram } from '../../engine/program.ts';
import { readSettings } from '../../engine/settings.ts';
import { stopProcess } from '../../engine/process.ts';
import type { Identity } from '../../engine/process.ts';
import { look } from '../../channels/probes/index.ts';
import { freshDatabase } from '../support/database.ts';
import { planFile } from '../support/plan.ts';
import { judge } from '../../domain/monitor/verdict.ts';
import { watchedOf } from '../../domain/monitor/watched.ts';
import { questionOf } from '../../services/monitor/question.ts';

let env: Readonly<Record<string, string>>;
let url: string;
let folder: string;
let child: Identity;
beforeAll(async () => {
  ({ url } = await freshDatabase());
  folder = mkdtempSync(join(tmpdir(), 'guardia-demo-'));
  // As where Guardia itself was cloned: a repository stands around it.
  execFileSync('git', ['init', '-q', folder]);
  const author = ['-c', 'user.name=Tests', '-c', 'user.email=tests@shop.example'];
  execFileSync('git', [...author, '-C', folder, 'commit', '-q', '--allow-empty', '-m', 'Around']);
  const port = await freePort();
  env = demoEnvironment({ port, databaseUrl: url, archivingUrl: url, folder });
  await startProgram('Demo', {
    file: 'engine/demo/main.ts',
    env: { PATH: process.env['PATH'], GUARDIA_DEMO_PORT: String(port), GUARDIA_DEMO_FOLDER: folder, DATABASE_URL: url },
    log: join(folder, 'demo.log'),
    spawned: (identity) => (child = identity),
  });
});
afterAll(async () => {
  await stopProcess(child, [['SIGTERM', 5000]]);
  rmSync(folder, { recursive: true, force: true });
});

const plans = await Promise.all(
  ['transport', 'calendar', 'callbot', 'loans', 'voip'].map(async (name) => (await planFile(name)).plan),
);
const all = plans.flatMap((plan) =>
  watchedOf(plan).map((watched) => ({ watched, of: `${plan.slug}/${watched.name}` })),
);
/** A certificate is what the demo does not have. */
const unwatched = ['callbot/check/certificado'];

test.each(all.filter(({ of }) => !unwatched.includes(of)))('$of is well', async ({ watched }) => {
  const question = questionOf(watched, env, { nowAt: Date.now(), mostMs: 10_000 });
  const measured = await look(question!, AbortSignal.timeout(10_000));
  expect(judge({ ...watched.expected, underMs: null }, measured)).toMatchObject({ ok: true });
});

test('what is copied with Git is a repository of its own', () =>
  expect(execFileSync('git', ['-C', env['TRANSPORT_REPOSITORY']!, 'log', '--format=%s'], { encoding: 'utf8' })).toBe(
    'Configuration\n',
  ));

test('what is broken on purpose answers badly until it is mended', async () => {
  const at = env['TRANSPORT_URL']!.replace('/transport', '');
  const status = async () => (await fetch(`${at}/transport/api/health`)).status;
  await fetch(`${at}/break/transport/api`, { method: 'POST' });
  expect([await status(), (await fetch(`${at}/transport/other`)).status]).toEqual([503, 200]);
  await fetch(`${at}/mend/transport/api`, { method: 'POST' });
  expect(await status()).toBe(200);
});

test('there is no demo beside one’s own plans or one’s own database', () => {
  const demo = (given: Record<string, string>) => readSettings(given).demo;
  expect([demo({}), demo({ GUARDIA_PLANS: 'plans' })]).toEqual([true, true]);
  expect([demo({ GUARDIA_DEMO: 'off' }), demo({ GUARDIA_PLANS: 'mine' }), demo({ DATABASE_URL: 'x' })]).toEqual([
    false,
    false,
    false,
  ]);
  expect(() => readSettings({ GUARDIA_DEMO: 'yes' })).toThrow('It must be auto or off');
});
