/** Whoever has a terminal sees who is on call, and stands in for somebody. */
import type { AddressInfo } from 'node:net';

import { serve } from '@hono/node-server';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { startApi } from '../api/support.ts';
import type { Api } from '../api/support.ts';
import { applyPlan } from '../../services/plan/apply.ts';
import { shopPlan } from '../domain/support.ts';

import { guardia } from './guardia.ts';

const rotations =
  'rotations: { primary: { members: [ion, ana], every: 1 week, handoff: mon 09:00, starts: 2026-01-05 } }\n';
let api: Api;
let server: ReturnType<typeof serve>;
let env: Record<string, string>;
beforeAll(async () => {
  api = await startApi();
  await applyPlan(
    api.desk,
    shopPlan((text) => text.replace('severities:', `${rotations}severities:`)),
    'admin',
  );
  server = serve({ fetch: api.app.fetch, port: 0, hostname: '127.0.0.1' });
  await new Promise((resolve) => server.once('listening', resolve));
  env = { GUARDIA_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, GUARDIA_KEY: api.admin };
});
afterAll(async () => {
  await new Promise((resolve) => server.close(resolve));
  await api.stop();
});

const run = (...args: string[]) => guardia(['on-call', ...args], env);
const override = (...more: string[]) => run('override', '--rotation', 'primary', '--person', 'eva', ...more);

test('who, until when and who follows, by the clocks of the plan', async () => {
  const { code, out } = await run('--plan', 'shop', '--at', '2027-03-27T12:00:00Z');
  expect(code).toBe(0);
  expect(out.split('\n')[1]).toMatch(
    /^shop +primary +Ana +2027-03-29 09:00 +Ion +2027-03-29 09:00 +Europe\/Bucharest$/,
  );
});

test('when nobody is, ahead of time', async () => {
  const { out } = await run('--at', '2026-01-04T12:00');
  expect(out).toMatch(/^shop +primary +nobody +Ion +2026-01-05 09:00/m);
  expect(out).toContain(
    'Nobody is on call in primary of shop from 2026-01-04 12:00 until 2026-01-05 09:00 Europe/Bucharest.',
  );
});

test('of a plan without rotations it says so', async () =>
  expect((await run('--plan', 'stall')).out).toBe('No plan has rotations.\n'));

test('an override, by the clock of this terminal, and its end', async () => {
  const { code, out } = await override('--from', '2099-02-01T10:00', '--until', '2099-02-02', '--reason', 'Away');
  expect(code).toBe(0);
  expect(out).toMatch(
    /^Override \d+: eva is on call in primary of shop from 2099-02-01 10:00:00 until 2099-02-02 00:00:00\.\nTimes in Europe\/Bucharest\.\n$/,
  );
  const id = /\d+/.exec(out)![0];
  expect((await run('--at', '2099-02-01T12:00')).out).toMatch(/primary +Eva +2099-02-02 00:00/);
  expect((await run('cancel', id)).out).toBe(`The override ${id} is cancelled.\n`);
  expect((await run('--at', '2099-02-01T12:00')).out).not.toContain('Eva');
});

test('the answer is no where it cannot be', async () => {
  expect(await override('--until', '2020-01-01')).toMatchObject({
    code: 1,
    err: 'An override cannot end in the past: give a later `until`.\n',
  });
  expect(await override('--until', 'tomorrow')).toMatchObject({
    code: 2,
    err: '--until "tomorrow" is no instant: write it like 2027-03-28T10:00 or 2027-03-28T10:00:00Z.\n',
  });
  expect(await override('--plan', 'stall', '--until', '2099-01-01')).toMatchObject({ code: 1 });
  expect(await run('override', '--rotation', 'none', '--person', 'eva', '--until', '2099-01-01')).toMatchObject({
    code: 1,
    err: 'No plan has a rotation "none".\n',
  });
  expect(await run('cancel', '4711')).toMatchObject({ code: 1, err: 'There is no override 4711.\n' });
});

test('where several plans have such a rotation it asks which', async () => {
  const other = shopPlan((text) =>
    text
      .replace('severities:', `${rotations}severities:`)
      .replace('plan: shop', 'plan: stall')
      .replace('reference: SHO', 'reference: STA'),
  );
  await applyPlan(api.desk, other, 'admin');
  expect(await override('--until', '2099-01-01')).toMatchObject({
    code: 1,
    err: 'Several plans have a rotation "primary": say which with --plan, shop or stall.\n',
  });
});
