/** From a terminal a post-mortem is written with its actions, each a ticket of somebody's. */
import { afterAll, beforeAll, expect, test } from 'vitest';

import { startServedWorld } from './guardia.ts';

let served: Awaited<ReturnType<typeof startServedWorld>>;
beforeAll(async () => void (served = await startServedWorld()));
afterAll(() => served.stop());

test('writes a post-mortem whose actions are tickets', async () => {
  const reference = await served.world.openIncident();
  await served.guardia(`incident assign ${reference} --to mihai`);
  await served.guardia(`incident resolve ${reference} --note x`);
  const words = ['--root-cause', 'disc plin', '--lessons', 'alarmă'];
  const write = (...more: string[]) => served.guardia(`incident postmortem ${reference}`, [...words, ...more]);
  expect(await write('--action', 'alarmă; ion')).toMatchObject({
    code: 2,
    err: expect.stringContaining('Say it as "title; owner; date"'),
  });
  expect(await write('--action', 'alarmă; ion; 2099-03-12', '--actions', 'alarmă')).toMatchObject({ code: 2 });
  expect(await write('--action', 'alarmă; nimeni; 2099-03-12')).toMatchObject({
    code: 1,
    err: expect.stringContaining('There is no person "nimeni" in this plan'),
  });
  const done = await write(
    '--action',
    'alarmă; la 80 %; ion; 2099-03-12',
    '--action',
    'disc mai mare; ana; 2099-04-01',
    '--runbook',
    'RB-005',
    '--runbook',
    'RB-001',
  );
  expect(done).toMatchObject({ code: 0, err: '' });
  const { out } = await served.guardia(`incident show ${reference} --postmortem`);
  expect(out).toMatch(/\[ \] alarmă; la 80 % \(TRA-\d+, Ion Marin, până la joi, 12 mar\. 2099/);
  expect(out).toMatch(/\[ \] disc mai mare \(TRA-\d+, Ana Pop/);
  expect(out).toMatch(/\[ \] Actualizează runbook-ul „Emergency response” \(TRA-\d+, Mihai Ene/);
  expect(out).toContain('„Daily health check”');
});
