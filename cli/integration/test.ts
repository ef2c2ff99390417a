import { setTimeout as pause } from 'node:timers/promises';

import type { Command } from 'commander';

import type { Integrations } from '../answers.ts';
import { reach } from '../api.ts';
import type { Api } from '../api.ts';
import { Refused } from '../ends.ts';
import { keyOption } from '../options.ts';
import type { Repeatable } from '../options.ts';
import { print } from '../terminal.ts';

interface Options extends Repeatable {
  readonly to?: string;
}

const patienceMs = 40_000;

/** `guardia integration test shop/slack`. */
export const addIntegrationTest = (noun: Command): Command =>
  noun
    .command('test <plan/name>')
    .description('send a test message, and say how it went')
    .option('--to <person>', 'of a gateway for SMS: who is to get it')
    .option(...keyOption)
    .action(test);

/** `guardia integration enable shop/hook`. */
export const addIntegrationEnable = (noun: Command): Command =>
  noun
    .command('enable <plan/name>')
    .description('tell an integration again that is disabled or left alone')
    .option(...keyOption)
    .action(enable);

async function test(which: string, _options: Options, command: Command): Promise<void> {
  const { json, url, key, to } = command.optsWithGlobals<Options>();
  const api = await reach(url);
  const before = await stateOf(api, which);
  await api.post(`${pathOf(which)}/test`, { ...(to !== undefined && { to }) }, key);
  const until = Date.now() + patienceMs;
  for (let now = before; Date.now() < until; now = await stateOf(api, which)) {
    if (now.sentAt !== before.sentAt) return print(json, now, () => [`${which} took the test message.`]);
    if (now.failedAt !== before.failedAt) throw new Refused(`${which} did not take it: ${now.code}.`);
    await pause(300);
  }
  throw new Refused(`Nothing is known of the message yet: see guardia integration list.`);
}

async function enable(which: string, _options: Options, command: Command): Promise<void> {
  const { json, url, key } = command.optsWithGlobals<Options>();
  const api = await reach(url);
  const { body } = await api.post(`${pathOf(which)}/enable`, {}, key);
  print(json, body, () => [`${which} is told again.`]);
}

const pathOf = (which: string): string => `/integrations/${which.split('/').map(encodeURIComponent).join('/')}`;

async function stateOf(api: Api, which: string): Promise<Integrations['items'][number]> {
  const { items } = await api.get<Integrations>('/integrations');
  const found = items.find(({ plan, name }) => `${plan}/${name}` === which);
  if (found === undefined)
    throw new Refused(`There is no integration ${which}: write plan/name, as in guardia integration list.`);
  return found;
}
