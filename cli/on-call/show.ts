import type { Command } from 'commander';

import type { OnCall } from '../answers.ts';
import { reach } from '../api.ts';
import type { Everywhere } from '../options.ts';
import { paint, plain, print, table } from '../terminal.ts';

import { instantFrom, localIn } from './instant.ts';

interface Options extends Everywhere {
  readonly plan?: string;
  readonly at?: string;
}
type Rotation = OnCall['items'][number];

/** `guardia on-call`. */
export const addOnCall = (noun: Command): Command =>
  noun
    .command('show', { isDefault: true })
    .description('who is on call until when, and who is next')
    .option('--plan <plan>')
    .option(
      '--at <instant>',
      'at another instant, such as 2027-03-28T10:00:00Z or, by the clock here, 2027-03-28T10:00',
    )
    .action(show);

async function show(_options: Options, command: Command): Promise<void> {
  const { json, url, plan, at } = command.optsWithGlobals<Options>();
  const wanted = { ...(plan !== undefined && { plan }), ...(at !== undefined && { at: instantFrom('--at', at) }) };
  const api = await reach(url);
  const answer = await api.get<OnCall>(`/on-call?${new URLSearchParams(wanted).toString()}`);
  print(json, answer, () => lines(answer.items));
}

function lines(items: readonly Rotation[]): string[] {
  if (items.length === 0) return ['No plan has rotations.'];
  const [head, ...rows] = table([
    ['PLAN', 'ROTATION', 'ON CALL', 'UNTIL', 'NEXT', 'FROM', 'BY THE CLOCKS OF'],
    ...items.map(row),
  ]);
  return [paint('bold', head!), ...rows, ...items.flatMap(gaps)];
}

const row = ({ plan, rotation, now, next, timezone }: Rotation): string[] => [
  plan,
  rotation,
  now === null ? 'nobody' : plain(now.name),
  localIn(timezone, now === null ? null : now.until),
  next === null ? 'nobody' : plain(next.name),
  localIn(timezone, next === null ? null : next.from),
  timezone,
];

const gaps = ({ plan, rotation, gaps: all, timezone }: Rotation): string[] =>
  all.map(
    ({ from, until }) =>
      `${paint('red', 'Nobody')} is on call in ${rotation} of ${plan} from ${localIn(timezone, from)} until ${localIn(timezone, until)} ${timezone}.`,
  );
