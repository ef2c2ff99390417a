import type { Backup } from '../answers.ts';

const units = ['B', 'kB', 'MB', 'GB', 'TB'];

/** `1.2 GB`; nothing where nobody knows. */
export function size(bytes: number | null): string {
  if (bytes === null) return '';
  const power = Math.min(units.length - 1, Math.floor(Math.log10(Math.max(1, bytes)) / 3));
  return `${Number((bytes / 1000 ** power).toPrecision(3))} ${units[power]}`;
}

const steps = [
  ['d', 86_400_000],
  ['h', 3_600_000],
  ['m', 60_000],
  ['s', 1000],
] as const;

/** `10h30m`, `3d2h`: two units are enough. */
export function roughly(ms: number): string {
  const at = steps.findIndex(([name, least]) => ms >= least * (name === 'd' ? 3 : 1));
  const [[unit, one], next] = [steps.at(at)!, steps[at + 1]];
  const [count, rest] = [Math.floor(ms / one), ms % one];
  const more = at === -1 || next === undefined ? 0 : Math.floor(rest / next[1]);
  return `${count}${unit}${more === 0 ? '' : `${more}${next![0]}`}`;
}

/** `25h of 30h, at risk`. */
export const objective = (one: Backup['rpo']): string =>
  one === null ? '' : `${one.isMs === null ? '–' : roughly(one.isMs)} of ${roughly(one.limitMs)}, ${one.state}`;
