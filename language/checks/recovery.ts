import type { Draft } from '../draft.ts';
import { clash, problem } from '../finding.ts';
import type { Path, Problem } from '../finding.ts';
import { once } from '../time/once.ts';
import { spellSpan } from '../time/span.ts';
import { gapBetween } from './backup-gap.ts';
import { backupsOf, dataSetOf, dataSets } from './data-sets.ts';
import type { Backup } from './data-sets.ts';

/** How much of which data sets may be lost; null: of every set that has none of its own. */
interface Rpo {
  readonly path: Path;
  readonly ms: number;
  readonly set: string | null;
}

/** Rule rpo-unreachable: what was written since the last backup is lost. */
export function recovery(draft: Draft): readonly Problem[] {
  const sets = dataSets(draft);
  if (sets === null) return [];
  const rpos = rposIn(draft);
  const gapOf = once((set: string) => gapBetween(sets.get(set) ?? []));
  return rpos.flatMap((rpo) => {
    const own = rpos.flatMap(({ set }) => set ?? []);
    const meant = rpo.set === null ? [...sets.keys()].filter((set) => !own.includes(set)) : [rpo.set];
    const found = meant.map((set): DataSet => [set, sets.get(set) ?? []]);
    // Each set may have an RPO of its own.
    return found.length === 0 && sets.size > 0 ? [] : unreachable(rpo, found, gapOf);
  });
}

function rposIn(draft: Draft): readonly Rpo[] {
  const overall = draft.written.continuity?.rpo;
  const path = ['continuity', 'rpo'];
  const bySet = typeof overall === 'object' ? Object.entries(overall) : [];
  return [
    ...backupsOf(draft).flatMap((backup) =>
      backup.rpo === undefined
        ? []
        : [{ path: ['backups', backup.name, 'rpo'], ms: backup.rpo, set: dataSetOf(backup) }],
    ),
    ...bySet.map(([set, ms]) => ({ path: [...path, set], ms, set })),
    ...(typeof overall === 'number' ? [{ path, ms: overall, set: null }] : []),
  ];
}

type DataSet = readonly [name: string, backups: readonly Backup[]];

function unreachable({ path, ms }: Rpo, sets: readonly DataSet[], gapOf: (set: string) => number): readonly Problem[] {
  const late = sets
    .map(([name, backups]) => ({ name, backups, gap: gapOf(name) }))
    .filter(({ gap }) => gap > ms)
    .toSorted((a, b) => b.gap - a.gap);
  if (late.length === 0 && sets.length > 0) return [];
  const found = late.map(said).join(', ') || 'nothing is backed up';
  const right = `back it up at least every ${spellSpan(ms)} or continuously, or promise less`;
  const message = `the RPO is ${spellSpan(ms)}, yet ${found}: ${right}`;
  const worst = late[0]?.backups[0];
  return worst === undefined
    ? [problem(path, 'rpo-unreachable', message)]
    : [clash(path, 'rpo-unreachable', message, ['backups', worst.name, 'every'])];
}

function said({ name, backups, gap }: { name: string; backups: readonly Backup[]; gap: number }): string {
  if (backups.length === 0) return `nothing backs up \`${name}\``;
  if (gap === Infinity) return `nothing says how often \`${name}\` is backed up`;
  return `up to ${spellSpan(gap)} pass between two backups of \`${name}\``;
}
