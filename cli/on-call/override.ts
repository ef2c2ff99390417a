import type { Command } from 'commander';

import type { OnCall, Override } from '../answers.ts';
import { reach } from '../api.ts';
import type { Api } from '../api.ts';
import { Refused } from '../ends.ts';
import { keyOption } from '../options.ts';
import type { Repeatable } from '../options.ts';
import { local, print, zone } from '../terminal.ts';

import { instantFrom } from './instant.ts';

interface Options extends Repeatable {
  readonly plan?: string;
  readonly rotation: string;
  readonly person: string;
  readonly from?: string;
  readonly until: string;
  readonly reason?: string;
}

/** `guardia on-call override`. */
export const addOverride = (noun: Command): Command =>
  noun
    .command('override')
    .description('put somebody on call instead of whom the rotation names')
    .option('--plan <plan>', 'needed where several plans have a rotation of that name')
    .requiredOption('--rotation <rotation>', 'one of the plan')
    .requiredOption('--person <person>', 'who is on call instead')
    .option('--from <instant>', 'such as 2027-03-28T10:00, by the clock here, or 2027-03-28T10:00:00Z (default: now)')
    .requiredOption('--until <instant>')
    .option('--reason <text>')
    .option(...keyOption)
    .action(override);

async function override(_options: Options, command: Command): Promise<void> {
  const { json, url, key, plan: named, rotation, person, from, until, reason } = command.optsWithGlobals<Options>();
  const span = {
    until: instantFrom('--until', until),
    ...(from !== undefined && { from: instantFrom('--from', from) }),
  };
  const api = await reach(url);
  const plan = named ?? (await planWith(api, rotation));
  const { body } = await api.post('/on-call/overrides', { plan, rotation, person, reason, ...span }, key);
  const made = body as Override;
  print(json, made, () => [
    `Override ${made.id}: ${made.person} is on call in ${made.rotation} of ${made.plan} from ${local(made.from)} until ${local(made.until)}.`,
    `Times in ${zone}.`,
  ]);
}

/** The one plan that has such a rotation. */
async function planWith(api: Api, rotation: string): Promise<string> {
  const { items } = await api.get<OnCall>('/on-call');
  const [plan, ...others] = items.filter((one) => one.rotation === rotation).map((one) => one.plan);
  if (plan === undefined) throw new Refused(`No plan has a rotation "${rotation}".`);
  if (others.length === 0) return plan;
  throw new Refused(
    `Several plans have a rotation "${rotation}": say which with --plan, ${[plan, ...others].join(' or ')}.`,
  );
}

/** `guardia on-call cancel ID`. */
export const addCancel = (noun: Command): Command =>
  noun
    .command('cancel <id>')
    .description('end an override now, or before it begins')
    .option(...keyOption)
    .action(cancel);

async function cancel(id: string, _options: Repeatable, command: Command): Promise<void> {
  const { json, url, key } = command.optsWithGlobals<Repeatable>();
  const api = await reach(url);
  const { body } = await api.post(`/on-call/overrides/${encodeURIComponent(id)}/cancel`, undefined, key);
  print(json, body, () => [`The override ${id} is cancelled.`]);
}
