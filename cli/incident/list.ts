import type { Command } from 'commander';

import type { Incident } from '../answers.ts';
import { instantFrom } from '../on-call/instant.ts';
import { reach } from '../api.ts';
import type { Everywhere } from '../options.ts';
import { local, paint, plain, print, table, zone } from '../terminal.ts';

import { standing } from './overview.ts';

interface Page {
  readonly items: readonly Incident[];
  readonly next: string | null;
}

/** `guardia incident list`. */
export const addList = (incident: Command): Command =>
  incident
    .command('list')
    .description('incidents, the newest first')
    .option('--plan <plan>')
    .option('--status <status>', 'a status, or `open`, or `escalated`')
    .option('--severity <severity>')
    .option('--service <service>')
    .option('--type <type>')
    .option('--category <category>')
    .option('--customer <customer>')
    .option('--tier <tier>')
    .option('--level <level>')
    .option('--assignee <person>', 'a person of the plan, or `nobody`')
    .option('--escalated', 'only those')
    .option('--breached', 'only those about which a promise is broken')
    .option('--release <awaited>', 'those that wait for the release that has their solution')
    .option('--opened-after <instant>', 'at this instant or later (local time unless it says Z or +02:00)')
    .option('--opened-before <instant>')
    .option(
      '-q <words>',
      'in all that is said of them: words, "a phrase", -without, this or that; or how a reference begins',
    )
    .option('--limit <number>', 'how many, up to 200 (default: 50)')
    .option('--cursor <cursor>', 'go on where a list ended')
    .action(list);

async function list(_options: object, command: Command): Promise<void> {
  const { json, url, openedAfter, openedBefore, ...rest } = command.optsWithGlobals<
    Everywhere & Record<string, string>
  >();
  const wanted = {
    ...rest,
    ...(openedAfter !== undefined && { openedAfter: instantFrom('--opened-after', openedAfter) }),
    ...(openedBefore !== undefined && { openedBefore: instantFrom('--opened-before', openedBefore) }),
  };
  const api = await reach(url);
  const page = await api.get<Page>(`/incidents?${new URLSearchParams(wanted).toString()}`);
  print(json, page, () => lines(page));
}

function lines({ items, next }: Page): string[] {
  if (items.length === 0) return ['There are none.'];
  const [head, ...rows] = table(
    [['REFERENCE', 'SEVERITY', 'STATUS', 'TITLE', 'ASSIGNEE', 'OPENED', 'NEXT'], ...items.map(row)],
    3,
  );
  const more = next === null ? [] : [`There are more: --cursor ${next}`];
  return [paint('bold', head!), ...rows, '', ...more, `Times in ${zone}.`];
}

const row = (one: Incident): string[] => [
  one.reference,
  one.severity,
  standing(one),
  plain(one.title),
  one.assignee ?? '',
  local(one.openedAt),
  one.next === null ? '' : `${local(one.next.at)} ${one.next.what}`,
];
