import type { Command } from 'commander';

import type { Verification } from '../answers.ts';
import { reach } from '../api.ts';
import { Refused } from '../ends.ts';
import type { Everywhere } from '../options.ts';
import { local, paint, print } from '../terminal.ts';

/** `guardia incident verify REF`. */
export const addVerify = (incident: Command): Command =>
  incident
    .command('verify <reference>')
    .description('count its clocks again from its events, and look whether their chain holds')
    .action(verify);

async function verify(reference: string, _options: Everywhere, command: Command): Promise<void> {
  const { json, url } = command.optsWithGlobals<Everywhere>();
  const api = await reach(url);
  const found = await api.get<Verification>(`/incidents/${encodeURIComponent(reference)}/verification`);
  print(json, found, () => [chain(found), ...clocks(found)]);
  if (!found.holds) throw new Refused();
}

const chain = ({ chain: { holds, events, brokenAt } }: Verification): string =>
  holds
    ? paint('green', `The chain of ${events} events holds.`)
    : paint('red', `The chain of ${events} events is broken${brokenAt === null ? '' : ` at event ${brokenAt}`}.`);

function clocks({ clocks: all }: Verification): string[] {
  if (all === null) return ['An earlier release opened it: its events do not say enough to count its clocks again.'];
  return all.map(({ metric, agrees, stored, counted }) =>
    agrees
      ? paint('green', `${metric}: as counted again, ${standing(stored)}`)
      : paint('red', `${metric}: stored ${standing(stored)}, counted ${standing(counted)}`),
  );
}

type Counted = NonNullable<Verification['clocks']>[number]['stored'];

function standing(one: Counted): string {
  if (one === null) return 'not there';
  if (one.breachedAt !== null) return `breached ${local(one.breachedAt)}`;
  if (one.fulfilledAt !== null) return `met ${local(one.fulfilledAt)}`;
  return one.stoppedAt === null ? 'running' : `stopped ${local(one.stoppedAt)}`;
}
