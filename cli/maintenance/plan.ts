import type { Command } from 'commander';

import type { PlannedMaintenance } from '../answers.ts';
import { reach } from '../api.ts';
import { instantFrom } from '../on-call/instant.ts';
import { keyOption } from '../options.ts';
import type { Repeatable } from '../options.ts';
import { local, plain, print, zone } from '../terminal.ts';

interface Options extends Repeatable {
  readonly from: string;
  readonly until?: string;
  readonly lasts?: string;
  readonly announceAt?: string;
  readonly service?: readonly string[];
  readonly description?: string;
}

/** `guardia maintenance plan shop minor --from 2027-03-01T22:00 --lasts 2h`. */
export const addMaintenancePlan = (noun: Command): Command =>
  noun
    .command('plan <plan> <kind>')
    .description('plan maintenance outside the windows that come round; `guardia run cancel` calls it off')
    .requiredOption('--from <instant>', 'such as 2027-03-28T22:00, by the clock here, or 2027-03-28T20:00:00Z')
    .option('--until <instant>')
    .option('--lasts <span>', 'instead of --until, such as 2h (default: as long as its kind)')
    .option('--announce-at <instant>', 'when it is announced (default: at once)')
    .option('--service <service...>', 'what it affects (default: what its kind does)')
    .option('--description <words>', 'what whoever is told of it should know')
    .option(...keyOption)
    .action(plan);

async function plan(slug: string, kind: string, _options: Options, command: Command): Promise<void> {
  const { json, url, key, from, until, lasts, announceAt, service, description } = command.optsWithGlobals<Options>();
  const asked = {
    plan: slug,
    kind,
    lasts,
    description,
    services: service,
    from: instantFrom('--from', from),
    ...(until !== undefined && { until: instantFrom('--until', until) }),
    ...(announceAt !== undefined && { announceAt: instantFrom('--announce-at', announceAt) }),
  };
  const { status, body } = await (await reach(url)).post('/maintenance', asked, key);
  const made = body as PlannedMaintenance;
  print(json, made, () => [said(made, status), ...made.overlaps.map(overlap), `Times in ${zone}.`]);
}

const said = ({ run, title, from, until }: PlannedMaintenance, status: number): string =>
  `${run} ${status === 201 ? 'is' : 'was before'} planned: ${plain(title)}, from ${local(from)} until ${local(until)}.`;

const overlap = ({ run, title, from, until }: PlannedMaintenance['overlaps'][number]): string =>
  `It overlaps ${run}: ${plain(title)}, from ${local(from)} until ${local(until)}.`;
