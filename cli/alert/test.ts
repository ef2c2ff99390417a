import { readFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';

import type { Command } from 'commander';

import type { AlertTest } from '../answers.ts';
import { reach } from '../api.ts';
import { Undone } from '../ends.ts';
import type { Everywhere } from '../options.ts';
import { paint, plain, print, table } from '../terminal.ts';

/** `guardia alert test PLAN INTEGRATION FILE`. */
export const addAlertTest = (noun: Command): Command =>
  noun
    .command('test <plan> <integration> <file>')
    .description('see what an integration would make of a payload (JSON; - is standard input); nothing is done')
    .action(test);

async function test(plan: string, integration: string, file: string, _: Everywhere, command: Command): Promise<void> {
  const { json, url } = command.optsWithGlobals<Everywhere>();
  const written = file === '-' ? await text(process.stdin) : await readFile(file, 'utf8').catch(unread(file));
  const api = await reach(url);
  const { body } = await api.post('/alerts/test', { plan, integration, body: parsed(written, file) });
  print(json, body, () => lines(body as AlertTest));
}

const unread = (file: string) => (): never => {
  throw new Undone(`${file} cannot be read.`);
};

function parsed(written: string, file: string): unknown {
  try {
    return JSON.parse(written);
  } catch (error) {
    throw new Undone(`${file} is not JSON: ${(error as Error).message}`);
  }
}

function lines({ signals }: AlertTest): string[] {
  if (signals.length === 0) return ['Nothing comes of it.'];
  const head = ['WOULD', 'INCIDENT', 'SEVERITY', 'TYPE', 'SERVICE', 'TITLE', 'KEY'];
  const [first, ...rows] = table([head, ...signals.map(row)]);
  return [paint('bold', first!), ...rows];
}

const row = ({ would, reference, severity, type, service, title, key }: AlertTest['signals'][number]): string[] => [
  wouldBe[would] ?? would,
  reference ?? '',
  severity ?? '',
  type ?? '',
  service ?? '',
  plain(title),
  plain(key),
];

/** What it did, as what it would do. */
const wouldBe: Readonly<Record<string, string>> = {
  opened: 'open',
  joined: 'join',
  repeated: 'repeat',
  acknowledged: 'acknowledge',
  resolved: 'resolve',
  commented: 'comment',
  dropped: 'be dropped',
  nothing: 'do nothing',
};
