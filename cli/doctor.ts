import type { Command } from 'commander';

import { fine, missing } from '../services/doctor/item.ts';
import type { Item } from '../services/doctor/item.ts';
import type { Doctor } from './answers.ts';
import { reach } from './api.ts';
import { Refused, Undone } from './ends.ts';
import type { Everywhere } from './options.ts';
import { paint, plain, print } from './terminal.ts';
import { addressOf } from './where.ts';

interface Options extends Everywhere {
  readonly all?: true;
}

/** `guardia doctor`. */
export const addDoctor = (program: Command): Command =>
  program
    .command('doctor')
    .description('say what is missing, on this machine and where Guardia runs, and what would mend it')
    .option('--all', 'show each variable that is not set by itself')
    .addHelpText('after', '\nExit code: 1 where something is missing. Without a running server it looks from here.')
    .action(doctor);

async function doctor(_options: Options, command: Command): Promise<void> {
  const { json, url, all = false } = command.optsWithGlobals<Options>();
  const items = await itemsFrom(url);
  const count = items.filter(({ state }) => state === 'missing').length;
  print(json, { fine: count === 0, items }, () => lines(items, all));
  if (count > 0) throw new Refused(count === 1 ? 'One thing is missing.' : `${count} things are missing.`);
}

/** What the server knows; where there is none, what can be seen from here. */
async function itemsFrom(url: string | undefined): Promise<readonly Item[]> {
  const name = addressOf(url, process.env);
  try {
    const { items } = await (await reach(url)).get<Doctor>('/doctor');
    return [fine({ about: 'api', name, says: `Guardia answers at ${name}` }), ...items];
  } catch (error) {
    if (!(error instanceof Undone)) throw error;
    const start = 'Start it (`npm start`, or `npm run api` and `npm run worker`), or say where it is with --url.';
    const mend = error.message.startsWith('There is no key') ? null : start;
    const away = missing({ about: 'api', name, says: error.message.replace(/\.$/, ''), mend });
    // Plans and their calendars take a moment to load, which a server spares us.
    const { lookFromHere } = await import('./local-look.ts');
    return [away, ...(await lookFromHere(process.env))];
  }
}

function lines(items: readonly Item[], all: boolean): readonly string[] {
  const [wrong, others, good] = (['missing', 'unknown', 'fine'] as const).map((state) =>
    items.filter((one) => one.state === state),
  ) as [Item[], Item[], Item[]];
  const unset = all ? [] : wrong.filter(({ about }) => about === 'setting');
  return [
    ...good.flatMap((one) => said('green', '✓', one)),
    ...others.flatMap((one) => said('yellow', '?', one)),
    ...wrong.filter((one) => !unset.includes(one)).flatMap((one) => said('red', '✗', one)),
    ...[...Map.groupBy(unset, ({ plan }) => plan).values()].flatMap(folded),
  ];
}

const said = (colour: 'green' | 'yellow' | 'red', sign: string, { says, mend }: Item): readonly string[] => [
  `${paint(colour, sign)} ${plain(says)}.`,
  ...(mend === null ? [] : [`    ${plain(mend)}`]),
];

/** Of a plan that is still to be furnished there may be dozens. */
function folded(those: readonly Item[]): readonly string[] {
  const [first] = those as [Item, ...Item[]];
  const names = [...new Set(those.map(({ name }) => name))];
  if (names.length === 1) return said('red', '✗', first);
  const says = `${first.plan}: ${names.length} variables are not set, and nothing is done with what names them: ${names.join(', ')}`;
  const mend = 'Set them in the environment of the API and of every worker; --all says where each is named.';
  return said('red', '✗', { ...first, says, mend });
}
