// One folder, one Guardia: a living owner is respected, a dead one never stands in the way.
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, expect, test } from 'vitest';

import { lockHome } from '../../engine/lock.ts';
import { identify, isAlive } from '../../engine/process.ts';

const root = mkdtempSync(join(tmpdir(), 'guardia-lock-'));
const newHome = () => mkdtempSync(join(root, 'home-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

test('a second owner is refused with a sentence, and let in once the first has gone', () => {
  const home = newHome();
  const release = lockHome(home);
  expect(() => lockHome(home)).toThrow(`Guardia already runs on ${home} (process ${process.pid})`);
  release();
  expect(existsSync(join(home, 'lock'))).toBe(false);
  lockHome(home)();
});

test('the lock of a process that was killed is no lock', async () => {
  const home = newHome();
  const owner = spawn('sleep', ['60']);
  const identity = identify(owner.pid!)!;
  writeFileSync(join(home, 'lock'), JSON.stringify(identity));
  expect(() => lockHome(home)).toThrow(`process ${owner.pid}`);
  owner.kill('SIGKILL');
  await expect.poll(() => isAlive(identity)).toBe(false);
  lockHome(home)();
});

test('a living process that only got the pid of the dead owner is no owner', () => {
  const home = newHome();
  writeFileSync(join(home, 'lock'), JSON.stringify({ pid: process.pid, started: 'at another time' }));
  expect(() => lockHome(home)()).not.toThrow();
});

test('a lock cut off in the middle of being written is no lock', () => {
  const home = newHome();
  writeFileSync(join(home, 'lock'), '{"pid":');
  expect(() => lockHome(home)()).not.toThrow();
});
