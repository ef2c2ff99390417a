/** What is kept of a plan with its versions: everything it says, but no way to reach anybody. */
import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { expect, test } from 'vitest';

import { readBeside } from '../../language/beside.ts';
import { filesNamedIn, withoutContacts } from '../../language/written.ts';
import { shopPlan } from '../domain/support.ts';

test('of people only that there are such', () =>
  expect(
    withoutContacts({ people: { ana: { name: 'Ana', email: 'ana@x.example', phone: '+40 700 000 000' } } }),
  ).toEqual({ people: { ana: {} } }));

test('their addresses are left out everywhere else too; others stay', () =>
  expect(
    withoutContacts({
      reports: { monthly: { to: ['ana@x.example', 'board@x.example'] } },
      people: { ana: { email: 'ana@x.example' } },
      channels: { mail: { address: 'ana@x.example', title: 'Mail' } },
    }),
  ).toEqual({
    reports: { monthly: { to: ['board@x.example'] } },
    people: { ana: {} },
    channels: { mail: { title: 'Mail' } },
  }));

test('names of people are no addresses: roles keep them', () =>
  expect(withoutContacts({ roles: { lead: ['ana'] }, people: { ana: { name: 'ana', email: '${ANA}' } } })).toEqual({
    roles: { lead: ['ana'] },
    people: { ana: {} },
  }));

test('a value from the environment stays unresolved, and the order of keys as it is written', () => {
  const { written } = shopPlan((text) => text.replace('title: Shop', 'title: "${SHOP}"'));
  expect(written).toMatchObject({ title: '${SHOP}' });
  expect(Object.keys(written as object).slice(0, 4)).toEqual(['guardia', 'plan', 'title', 'reference']);
});

test('Markdown within the folder of the plan is named by it, and nothing outside', () =>
  expect(
    filesNamedIn({
      runbooks: { a: 'runbooks/a.md', b: { file: 'runbooks/b.md' }, again: 'runbooks/a.md' },
      documents: ['../secret.md', '/etc/x.md', 'https://x.example/y.md', 'a.txt', '${HOME}/z.md'],
    }),
  ).toEqual(['runbooks/a.md', 'runbooks/b.md']));

test('texts beside a plan are read as far as they are there and are text', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'guardia-beside-'));
  await mkdir(join(folder, 'runbooks'));
  await writeFile(join(folder, 'runbooks/a.md'), 'Restart it.');
  await writeFile(join(folder, 'binary.md'), Buffer.from([0xff, 0xfe, 0x00]));
  const written = { runbooks: { a: 'runbooks/a.md', b: 'runbooks/none.md', c: 'binary.md' } };
  expect(await readBeside(join(folder, 'plan.yaml'), written)).toEqual({ 'runbooks/a.md': 'Restart it.' });
});
