import type { Stays } from '../../domain/backup/retention.ts';
import type { Keep } from '../../domain/plan/backups.ts';
import { spellAge } from '../../language/time/age.ts';
import { spellRecurrence } from '../../language/time/spell-recurrence.ts';

import { fromAt, untilAt } from './two-years.ts';
import type { TwoYears } from './two-years.ts';

const day = 86_400_000;
const levels = ['daily', 'weekly', 'monthly', 'yearly'] as const;

/** `daily 30 days, weekly 3 months`. */
const kept = (keep: Keep | null): string =>
  levels.flatMap((level) => (keep?.[level] == null ? [] : [`${level} ${spellAge(keep[level])}`])).join(', ');

/** What there was and what there is, a row each. */
export function tableOf(all: readonly TwoYears[]): string {
  const rows = all.map(({ plan, name, backup, made, most, left }) => {
    const oldest = Math.max(...left.map(({ madeAt }) => Math.floor((untilAt - madeAt) / day)));
    const groups = Map.groupBy(left, ({ why }) => why);
    const as = [...groups].map(([why, ones]) => `${ones.length} ${why}`).join(', ');
    const cells = [plan, name, spellRecurrence(backup.every), kept(backup.keep), made, left.length, as, oldest, most];
    return `| ${cells.join(' | ')} |`;
  });
  return [
    '| plan | backup | made | kept | copies made | there | as what | oldest, days | most at once |',
    '|---|---|---|---|--:|--:|---|--:|--:|',
    ...rows,
    '',
  ].join('\n');
}

const colours: Partial<Record<Stays, string>> = {
  daily: '#2b6cb0',
  weekly: '#2f855a',
  monthly: '#b7791f',
  yearly: '#9f2b68',
  needed: '#718096',
  window: '#718096',
  'last good': '#c53030',
  'last proven': '#c53030',
};
const legend = [
  ['daily', 'daily'],
  ['weekly', 'the one of its week'],
  ['monthly', 'of its month'],
  ['needed', 'others rest on it'],
  ['last proven', 'the last that was restored'],
] as const;
const [left, width, row, top] = [190, 730, 26, 52];

/** The copies that are there at the end, by when they were made; with a dot above: restored. */
export function pictureOf(all: readonly TwoYears[]): string {
  const x = (at: number): number => left + Math.round(((at - fromAt) / (untilAt - fromAt)) * width);
  const height = top + all.length * row + 6;
  const months = Array.from({ length: 25 }, (_, index) => Date.UTC(2027, index, 1));
  const grid = months.map((at, index) => {
    const name = index % 3 === 0 ? `<text x="${x(at)}" y="42">${new Date(at).toISOString().slice(0, 7)}</text>` : '';
    return `<path d="M${x(at)} ${top - 6}V${height}" stroke="#e2e8f0"/>${name}`;
  });
  const key = legend.map(([why, says], index) => {
    const at = left + (index < 4 ? index * 130 : 530);
    return `<rect x="${at}" y="8" width="3" height="14" fill="${colours[why]}"/><text x="${at + 8}" y="19">${says}</text>`;
  });
  const proven = `<circle cx="${left + 725}" cy="15" r="2.5"/><text x="${left + 732}" y="19">restored</text>`;
  const bands = all.map((one, index) => bandOf(one, top + index * row, x));
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${left + width + 64} ${height}" font-family="sans-serif" font-size="11">`,
    `<rect width="100%" height="100%" fill="#fff"/>`,
    ...grid,
    ...key,
    proven,
    ...bands,
    '</svg>',
    '',
  ].join('\n');
}

/** Copies of one reason are one path: thousands of them are still a small file. */
function bandOf({ plan, name, left: copies }: TwoYears, y: number, x: (at: number) => number): string {
  const groups = Map.groupBy(copies, ({ why }) => colours[why]);
  const paths = [...groups].map(([colour, ones]) => {
    const lines = [...new Set(ones.map(({ madeAt }) => x(madeAt)))].map((at) => `M${at} ${y + 6}v14`).join('');
    return `<path d="${lines}" stroke="${colour}" stroke-width="1.2"/>`;
  });
  const dots = copies
    .filter(({ proven }) => proven)
    .map(({ madeAt }) => `<circle cx="${x(madeAt)}" cy="${y + 2}" r="2"/>`);
  return [`<text x="4" y="${y + 17}">${plan} / ${name}</text>`, ...paths, ...dots].join('');
}
