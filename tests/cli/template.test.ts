/** `guardia template preview` shows every message as it would be sent, without a server. */
import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { expect, test } from 'vitest';

import { letterNames } from '../../language/letters.ts';
import type { Preview } from '../../services/notification/preview.ts';

import { guardia } from './guardia.ts';

const run = (...args: string[]) => guardia(['template', 'preview', ...args]);
const transport = 'plans/transport.yaml';

test('Guardia’s own messages are English without a plan, and in the language that is asked for', async () => {
  const own = JSON.parse((await run('--json')).out) as Preview[];
  expect(own.map(({ name }) => name)).toEqual(letterNames);
  expect(own[0]!.text).toContain('We have received your request “Orders cannot be paid”.');
  const { out } = await run('received', '--locale', 'pt');
  expect(out).toContain('Recebemos sua solicitação “Não é possível pagar os pedidos”.');
});

test('with a plan they are in its language, its own templates among them, every name filled in', async () => {
  const all = JSON.parse((await run('--plan', transport, '--json')).out) as Preview[];
  const planned = all.find(({ name }) => name === 'maintenance-planned')!;
  expect(planned.of).toBe('the plan');
  expect(planned.subject).toBe('[TRA-1] Mentenanță planificată: Comenzile nu se pot plăti');
  for (const { text, subject } of all) expect(text + subject).not.toMatch(/[{}]|undefined|null/);
  expect(all.find(({ name }) => name === 'closed')!.text).toContain('Cât de mulțumit sunteți de ajutorul primit?');
});

test('they can be seen as a page, each apart from the others', async () => {
  const file = join(await mkdtemp(join(tmpdir(), 'guardia-')), 'messages.html');
  expect((await run('--html', file)).code).toBe(0);
  const page = await readFile(file, 'utf8');
  expect(page.match(/<iframe\s[^>]*\ssandbox/g)).toHaveLength(letterNames.length);
});

test('what cannot be shown is refused in a sentence', async () => {
  const name = await run('nothing');
  expect([name.code, name.err]).toEqual([
    1,
    expect.stringMatching(/^There is no message nothing: there are received, /),
  ]);
  const locale = await run('--locale', 'fr');
  expect([locale.code, locale.err]).toEqual([1, 'There are no messages in fr: there are en, es, pt and ro.\n']);
  const file = join(await mkdtemp(join(tmpdir(), 'guardia-')), 'plan.yaml');
  await writeFile(file, 'guardia: 1\n');
  expect((await run('--plan', file)).err).toMatch(/is no whole plan yet: guardia plan check/);
  expect((await run('--plan', 'not-there.yaml')).code).toBe(2);
});
