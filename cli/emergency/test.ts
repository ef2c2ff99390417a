import type { Command } from 'commander';

import type { Emergency, EmergencyTest } from '../answers.ts';
import { reach } from '../api.ts';
import type { Api } from '../api.ts';
import { Refused } from '../ends.ts';
import { keyOption } from '../options.ts';
import type { Repeatable } from '../options.ts';
import { print } from '../terminal.ts';

interface Options extends Repeatable {
  readonly plan?: string;
}

/** `guardia emergency test`. */
export const addEmergencyTest = (noun: Command): Command =>
  noun
    .command('test')
    .description('send the test message to every emergency contact now')
    .option('--plan <plan>', 'needed where several plans have such a test')
    .option(...keyOption)
    .action(test);

async function test(_options: Options, command: Command): Promise<void> {
  const { json, url, key, plan: named } = command.optsWithGlobals<Options>();
  const api = await reach(url);
  const plan = named ?? (await planWithTest(api));
  const { body } = await api.post('/emergency/test', { plan }, key);
  const { reference } = body as EmergencyTest;
  print(json, body, () => [
    `${reference}: every emergency contact of ${plan} is asked to answer. See who does: guardia emergency list.`,
  ]);
}

/** The one plan that has a test. */
async function planWithTest(api: Api): Promise<string> {
  const { items } = await api.get<Emergency>('/emergency');
  const [plan, ...others] = items.filter((one) => one.test !== null).map((one) => one.plan);
  if (plan === undefined) throw new Refused('No plan has a test of its emergency contacts.');
  if (others.length === 0) return plan;
  throw new Refused(`Several plans have such a test: say which with --plan, ${[plan, ...others].join(' or ')}.`);
}
