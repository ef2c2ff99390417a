/** Whoever has a terminal begins procedures, follows them, does the steps and reads what machines said. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { afterAll, beforeAll, expect, test } from 'vitest';

import { toolsOf } from '../../worker/tools.ts';
import { shopPlan } from '../domain/support.ts';
import { removeFolder, scratchFolder } from '../support/backups.ts';

import { startServedWorld } from './guardia.ts';

const folder = scratchFolder();
const plan = shopPlan(
  (text) => `${text}backups:
  export: { every: day 03:00, driver: run, run: [sh, -c, 'echo orders > "$GUARDIA_BACKUP_FILE"'], restore test: month }
  fails: { every: day 04:00, driver: run, run: [sh, -c, exit 3], restore test: month }
procedures:
  release:
    title: Release
    owner: lead
    asks: { flag: Which flag? }
    steps:
      - { name: ask, decide: Go?, owner: ion, within: 15m }
      - { name: look, do: [Log in, Pay], gives: [A list] }
  alarm:
    title: Alarm
    steps: [{ name: raise, open: P3 }]
`,
);

let served: Awaited<ReturnType<typeof startServedWorld>>;
beforeAll(async () => void (served = await startServedWorld({ plan, tools: toolsOf([], join(folder, 'home')) })));
afterAll(async () => {
  await served.stop();
  removeFolder(folder);
});

test('it is begun with what it asks, done step by step, and found again', async () => {
  const { guardia, world } = served;
  expect((await guardia('procedure list --plan shop')).out).toMatch(/^shop +release +2 +Release +flag$/m);
  expect((await guardia('procedure show shop release')).out).toContain('--answer flag=…  Which flag?');
  expect(await guardia('procedure start shop release')).toMatchObject({
    code: 1,
    err: expect.stringContaining('It asks'),
  });
  const begun = await guardia('procedure start shop release --answer flag=basket');
  expect([begun.code, begun.out]).toEqual([0, expect.stringMatching(/^SHO\w*-R\d+ has begun/)]);
  const [, reference = ''] = /^(\S+) has begun/.exec(begun.out)!;
  expect(begun.out).toContain('Times in Europe/Bucharest.');
  await world.settled();
  const shown = (await guardia(`run show ${reference}`)).out;
  expect(shown).toMatch(/▶ ask +ready +Go\? +for ion +due \d{4}/);
  expect(shown).toContain('answer --step ask --text <text> [--no-go-on]');
  await guardia(`run answer ${reference} --step ask --text Go!`);
  await world.settled();
  const ticked = await guardia(`run tick ${reference} --step look --item 1 --note`, ['seen by me']);
  expect(ticked.out).toContain('1. [x] Log in');
  expect(await guardia(`run tick ${reference} --step look --item 7`)).toMatchObject({
    code: 1,
    err: expect.stringContaining('no item 7'),
  });
  const proof = join(folder, 'proof.txt');
  await writeFile(proof, 'seen');
  expect((await guardia(`run done ${reference} --step look --file ${proof}`)).out).toMatch(
    /look +proof.txt +4 bytes +sha256/,
  );
  expect(await guardia(`run done ${reference} --step look --file ${proof}.none`)).toMatchObject({
    code: 2,
    err: expect.stringContaining('proof.txt.none cannot be read (ENOENT)'),
  });
  expect((await guardia(`run events ${reference}`)).out).toContain('note: seen by me');
  expect((await guardia('run list --status done')).out).toMatch(new RegExp(`^${reference} +done +release`, 'm'));
  expect(JSON.parse((await guardia(`run show ${reference} --json`)).out)).toMatchObject({ reference, status: 'done' });
});

test('it is followed to its end, and the exit code says whether it went well', async () => {
  const { guardia, world } = served;
  const well = await guardia('procedure start shop alarm --follow');
  expect([well.code, well.out]).toEqual([0, expect.stringMatching(/R\d+ is done\./)]);
  const [, reference = ''] = /(\S+) is done\./.exec(well.out)!;
  expect((await guardia(`run output ${reference}`)).out).toContain('raise, try 1: done');
  const [, second = ''] = /^(\S+) has/.exec((await guardia('procedure start shop release --answer flag=x')).out)!;
  await world.settled();
  expect((await guardia(`run follow ${second}`)).out).toContain('▶ ask');
  await guardia(`run cancel ${second} --reason`, ['Not today']);
  expect((await guardia(`run follow ${second}`)).code).toBe(1);
});

test('a copy is made and restored at once, and the exit code says whether it went well', async () => {
  const { guardia } = served;
  expect(await guardia('backup take shop/export --follow')).toMatchObject({
    code: 0,
    out: expect.stringMatching(/is done/),
  });
  expect((await guardia('backup test shop export --follow')).code).toBe(0);
  expect((await guardia('backup take shop/fails --follow')).code).toBe(1);
  expect(await guardia('backup take shop')).toMatchObject({ code: 2, err: expect.stringContaining('names no backup') });
});
