/** What is missing is said by day, with what would mend it: by the API, by the command and when a plan is applied. */
import { mkdirSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';

import { serve } from '@hono/node-server';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';

import { applyPlan } from '../../services/plan/apply.ts';
import { aroundOf } from '../../worker/around.ts';
import { missingHere } from '../../worker/machine.ts';
import { bearer, startApi } from '../api/support.ts';
import type { Api } from '../api/support.ts';
import { planOf } from '../backup/support.ts';
import { guardia } from '../cli/guardia.ts';
import { planWith } from '../language/plans.ts';
import { removeFolder, scratchFolder } from '../support/backups.ts';

const chapters = `
services: { database: {} }
backups:
  full: { of: database, on: "\${TILL}", every: day 03:00, driver: pgbackrest, runs on: db1, restore test: month }
  dump: { of: database, on: "\${TILL}", every: day 04:00, restore test: month }
  pictures: { on: "\${PICTURES}", every: day 05:00, driver: restic, places: [My vault], restore test: month }
  export: { every: day 06:00, driver: run, run: [no-such-program], restore test: month }
procedures: { revert: { steps: [{ run: [./revert.sh] }] } }
`;

const folder = scratchFolder();
const home = join(folder, 'home');
const around = {
  ...aroundOf({ home, plans: [join(folder, 'shop.yaml')], smtpUrl: 'smtp://127.0.0.1:1' }),
  host: 'here',
};
const answering = async () => null;
const { reach, isThere } = around;

let api: Api;
let url: string;
let server: ReturnType<typeof serve>;
beforeAll(async () => {
  mkdirSync(home);
  writeFileSync(join(folder, 'shop.yaml'), planWith(chapters));
  api = await startApi();
  const near = { ...around, reach: { temporal: answering, mail: reach.mail } };
  Object.assign(api.desk, { around: near, env: { TILL: inject('postgres') } });
  await applyPlan(api.desk, planOf(chapters.replace(/services:.*\n/, '')), 'admin');
  server = serve({ fetch: api.app.fetch, port: 0, hostname: '127.0.0.1' });
  await new Promise((resolve) => server.once('listening', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}, 60_000);
afterAll(async () => {
  await new Promise((resolve) => server.close(resolve));
  await api.stop();
  removeFolder(folder);
});

type Said = { about: string; state: string; name: string; says: string; mend: string | null };
const told = async (state = 'missing'): Promise<string[]> => {
  const { body } = await api.get('/api/doctor');
  return (body.items as Said[]).filter((one) => one.state === state).map(({ says, mend }) => `${says}. ${mend ?? ''}`);
};
const saying = (...words: string[]) => expect.arrayContaining(words.map((one) => expect.stringContaining(one)));

test('before any worker was seen: who is not there, what this machine has not, what is not set', async () => {
  expect(await told()).toEqual(
    saying(
      'The mail server does not answer (ESOCKET). Start it, or set SMTP_URL',
      'No worker has been seen for a minute',
      'shop: no worker of db1 has been seen for a day, and backups.full must run there. On db1: npm run worker -- --on db1',
      'shop: no-such-program is not on here, and backups.export needs it. Put it there',
      'shop: nobody says where "My vault" is, a place of copies of backups.pictures. Set GUARDIA_PLACE_MY_VAULT',
      'shop: PICTURES is not set, which backups.pictures.on names',
    ),
  );
  expect(await told('fine')).toEqual(
    saying('Postgres 1', 'Temporal answers', 'The clock of here goes with', 'stall: everything'),
  );
  expect(await told('unknown')).toEqual(
    saying('shop: whether ./revert.sh is there, which procedures.revert needs, only a worker'),
  );
});

test('what workers find on their machines, and why a copy could not be made', async () => {
  const has =
    (...names: string[]) =>
    (program: string) =>
      names.some((one) => program.endsWith(one)) || isThere(program);
  expect(await missingHere(api.desk, { ...around, isThere: has('pg_dump', 'pg_restore') }, '')).toEqual([
    'shop: no-such-program is not on here, and backups.export needs it. Put it there, where the worker finds it, or change the plan.',
    'shop: ./revert.sh is not on here, and procedures.revert needs it. Put it there, where the worker finds it, or change the plan.',
  ]);
  await missingHere(api.desk, { ...around, host: 'a7', isThere: () => false }, 'db1');
  writeFileSync(join(folder, 'revert.sh'), '', { mode: 0o755 });
  await missingHere(api.desk, { ...around, isThere: () => true }, '');
  const all = await told();
  expect(all).toEqual(
    saying(
      'shop: pgbackrest is not on db1 (a7), and backups.full needs it. apt-get install pgbackrest',
      'shop: backups.full could not be made now on a7: the server does not archive its log',
      'shop: PICTURES is not set',
    ),
  );
  expect(all.join()).not.toMatch(/no-such-program|revert|No worker/);
  expect(JSON.stringify(all)).not.toContain(new URL(inject('postgres')).password);
});

test('clocks that go apart', async () => {
  api.desk.clock.offsetMs = 7000;
  expect(await told()).toEqual(saying('The clock of here is 7.0 s ahead of that of Postgres. Let both follow'));
  api.desk.clock.offsetMs = 0;
});

test('only who may apply plans is told', async () => {
  expect((await api.get('/api/doctor', bearer(api.ana))).status).toBe(403);
});

test('the command says it in lines or JSON, and ends with 1', async () => {
  const env = { GUARDIA_URL: url, GUARDIA_KEY: api.admin };
  const { code, out, err } = await guardia(['doctor'], env);
  expect([code, err]).toEqual([1, expect.stringMatching(/^\d things are missing\.\n$/)]);
  expect(out).toContain(
    '✗ shop: pgbackrest is not on db1 (a7), and backups.full needs it.\n    apt-get install pgbackrest',
  );
  expect(out).toMatch(/^✓ Guardia answers at http.*\n✓ /);
  const asked = await guardia(['doctor', '--json'], env);
  expect([asked.code, JSON.parse(asked.out).fine]).toEqual([1, false]);
});

test('without a server it looks from here: at the database, or at the plan files', async () => {
  const alone = { GUARDIA_URL: 'http://127.0.0.1:1', GUARDIA_KEY: 'x', GUARDIA_HOME: home, PATH: process.env['PATH']! };
  const known = await guardia(['doctor'], {
    ...alone,
    DATABASE_URL: api.url,
    TILL: inject('postgres'),
    SMTP_URL: 'smtp://127.0.0.1:1',
  });
  expect([known.code, known.out]).toEqual([
    1,
    expect.stringContaining('Guardia does not answer at http://127.0.0.1:1'),
  ]);
  expect(known.out).toContain('shop: pgbackrest is not on db1 (a7)');
  const files = await guardia(['doctor'], { ...alone, GUARDIA_PLANS: join(folder, 'shop.yaml') });
  expect(files.out).toContain('? DATABASE_URL is not set here');
  expect(files.out).toMatch(/✗ shop: no-such-program is not on .*, and backups\.export needs it/);
});

test('what is missing is said when a plan is applied', async () => {
  const text = planWith(chapters.replace('[no-such-program]', '[no-other-program]'));
  const file = join(folder, 'next.yaml');
  writeFileSync(file, text);
  const { body } = await api.post('/api/plans', { text, dryRun: true });
  const warning = 'shop: no-other-program is not on here, and backups.export needs it';
  expect(body.warnings).toEqual(saying(warning, 'shop: pgbackrest is not on db1 (a7)'));
  const { code, out } = await guardia(['plan', 'apply', file], { GUARDIA_URL: url, GUARDIA_KEY: api.admin });
  expect([code, out]).toEqual([0, expect.stringContaining(`missing: ${warning}`)]);
});
