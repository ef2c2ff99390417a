import type { Command } from 'commander';

import type { Incident, Report } from '../answers.ts';
import { reach } from '../api.ts';
import { keyOption } from '../options.ts';
import type { Repeatable } from '../options.ts';
import { print } from '../terminal.ts';

import { pair } from '../asked.ts';
import { overview } from './overview.ts';

interface Options extends Repeatable, Omit<Report, 'requester' | 'fields'> {
  readonly requesterEmail?: string;
  readonly requesterName?: string;
  readonly field?: Record<string, string>;
}

/** `guardia incident open`. */
export const addOpen = (incident: Command): Command =>
  incident
    .command('open')
    .description('open an incident')
    .requiredOption('--plan <plan>', 'under which plan')
    .requiredOption('--title <title>', 'what is wrong, in one line')
    .option('--severity <severity>', 'one of the plan; may be left out where the category gives one')
    .option('--description <text>')
    .option('--type <type>', 'incident, request, … (default: that of the category, or incident)')
    .option('--service <service>', 'one of the plan')
    .option('--category <category>')
    .option('--impact <impact>')
    .option('--channel <channel>', 'how it came in')
    .option('--requester-email <address>', 'who reports it; decides the customer and the tier')
    .option('--requester-name <name>')
    .option('--dedup-key <key>', 'answers with the open incident that has it, if there is one')
    .option('--field <name=value>', 'a field of the plan; may be repeated', pair)
    .option(...keyOption)
    .action(open);

async function open(_options: Options, command: Command): Promise<void> {
  const { json, url, key, requesterEmail, requesterName, field, ...report } = command.optsWithGlobals<Options>();
  const requester =
    requesterEmail === undefined && requesterName === undefined
      ? undefined
      : { email: requesterEmail, name: requesterName };
  const api = await reach(url);
  const { status, body } = await api.post('/incidents', { ...report, requester, fields: field }, key);
  const incident = body as Incident;
  const said = status === 201 ? `${incident.reference} is open.` : `${incident.reference} is open already.`;
  print(json, incident, () => [said, '', ...overview(incident)]);
}
