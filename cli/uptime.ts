import type { Command } from 'commander';

import type { Uptime, Uptimes } from './answers.ts';
import { reach } from './api.ts';
import type { Everywhere } from './options.ts';
import { paint, plain, print, table } from './terminal.ts';

/** `guardia uptime`. */
export const addUptime = (program: Command): Command =>
  program
    .command('uptime')
    .description('how services were in a month, against what is promised of them')
    .option('--plan <plan>')
    .option('--month <month>', 'such as 2027-03; the present one where it is left out')
    .action(list);

async function list(_options: object, command: Command): Promise<void> {
  const { json, url, ...wanted } = command.optsWithGlobals<Everywhere & Record<string, string>>();
  const api = await reach(url);
  const answer = await api.get<Uptimes>(`/uptime?${new URLSearchParams(wanted).toString()}`);
  print(json, answer, () => [...lines(answer.items), ...goals(answer.objectives)]);
}

function lines(items: readonly Uptime[]): string[] {
  if (items.length === 0) return ['Nothing is promised of any service, and none is measured.'];
  const head = ['PLAN', 'SERVICE', 'TITLE', 'MONTH', 'UPTIME', 'TARGET', 'DOWN', 'BUDGET LEFT', 'BURN 1h 6h 3d'];
  const [first, ...rows] = table([head, ...items.map(row)], 2);
  return [paint('bold', first!), ...rows];
}

const row = ({ plan, service, title, month, uptime, target, downMs, budget, met, burn }: Uptime): string[] => [
  plan,
  service,
  plain(title),
  month,
  inPercent(uptime),
  target === null ? '–' : `${inPercent(target)}${met === false ? ' missed' : ''}`,
  span(downMs),
  budget === null ? '–' : span(budget.leftMs),
  burn === null ? '–' : [burn['1h'], burn['6h'], burn['3d']].map((rate) => rate?.toFixed(1) ?? '?').join(' '),
];

function goals(objectives: Uptimes['objectives']): string[] {
  if (objectives.length === 0) return [];
  const head = ['PLAN', 'OBJECTIVE', 'TARGET', 'LEAST', 'OF'];
  const rows = objectives.map(({ plan, title, target, uptime, met, of }) => [
    plan,
    plain(title),
    inPercent(target),
    `${inPercent(uptime)}${met === false ? ' missed' : ''}`,
    of.join(', '),
  ]);
  const [first, ...rest] = table([head, ...rows], 2);
  return ['', paint('bold', first!), ...rest];
}

const inPercent = (share: number | null): string =>
  share === null ? 'not known' : `${Number((Math.floor(share * 1e5) / 1e3).toFixed(3))}%`;

/** `-1h 02m 03s`. */
function span(ms: number): string {
  const seconds = Math.floor(Math.abs(ms) / 1000);
  const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  const [hours, minutes, rest] = parts.map((one) => String(one).padStart(2, '0'));
  return `${ms < 0 ? '-' : ''}${hours === '00' ? '' : `${hours}h `}${minutes}m ${rest}s`;
}
