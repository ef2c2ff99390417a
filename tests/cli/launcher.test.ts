/** `npx guardia` runs on a Node that knows no TypeScript, by handing over to the one that comes with the package. */
import { cp, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { expect, test } from 'vitest';

import { run } from './guardia.ts';

const likeNode20 = '--no-experimental-strip-types';
const launcher = 'cli/guardia.mjs';

test('hands over arguments, output and exit code', async () => {
  expect(await run([likeNode20, launcher, '--version'])).toMatchObject({
    code: 0,
    out: expect.stringMatching(/^\d+\./),
  });
  expect((await run([likeNode20, launcher, 'plan', 'check', 'package.json'])).code).toBe(1);
  expect((await run([likeNode20, launcher, 'nonsense'])).code).toBe(2);
});

test('says what to do where that one is missing', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'guardia-bare-'));
  await cp(launcher, join(folder, launcher));
  const { code, err } = await run([likeNode20, join(folder, launcher), '--version']);
  expect({ code, err }).toEqual({ code: 2, err: expect.stringContaining(`run \`npm ci\` in ${folder}`) });
});
