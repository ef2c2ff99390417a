import { isWhole } from '../draft.ts';
import type { Draft } from '../draft.ts';
import { clash } from '../finding.ts';
import type { Path, Problem } from '../finding.ts';
import { spellSpan } from '../time/span.ts';
import { backupsOf, dataSetOf } from './data-sets.ts';
import type { Backup } from './data-sets.ts';

/** Something that recovery has to wait for, and how long. */
interface Work {
  readonly path: Path;
  readonly ms: number;
  readonly says: string;
}

interface Rto {
  readonly path: Path;
  readonly ms: number;
  /** Null: the whole. */
  readonly kind: string | null;
}

/** Rule rto-shorter-than-restore: recovery cannot be over before the slowest part of it is. */
export const restore = (draft: Draft): readonly Problem[] =>
  rtosIn(draft).flatMap((rto) => {
    const slowest = workFor(draft, rto)
      .toSorted((a, b) => b.ms - a.ms)
      .find(({ ms }) => ms > rto.ms);
    if (slowest === undefined) return [];
    const message = `the RTO is ${spellSpan(rto.ms)}, yet ${slowest.says} ${spellSpan(slowest.ms)}: promise at least that, or make it faster`;
    return [clash(rto.path, 'rto-shorter-than-restore', message, slowest.path)];
  });

function rtosIn({ written }: Draft): readonly Rto[] {
  const rto = written.continuity?.rto;
  const path = ['continuity', 'rto'];
  if (rto === undefined) return [];
  if (typeof rto === 'number') return [{ path, ms: rto, kind: null }];
  return Object.entries(rto).map(([kind, ms]) => ({
    path: [...path, kind],
    ms,
    kind: kind === 'disaster' ? null : kind,
  }));
}

/** Of a data set the quickest restore will do; the whole waits for all of them. */
function workFor(draft: Draft, { kind }: Rto): readonly Work[] {
  const backups = backupsOf(draft);
  if (kind === null) return [...backups.flatMap(worksOf), ...otherKinds(draft), ...recoveryIn(draft)];
  const own = backups.find(({ name }) => name === kind);
  const ofSet = backups.filter((backup) => dataSetOf(backup) === kind);
  if (own !== undefined && ofSet.length <= 1) return worksOf(own);
  const slowest = ofSet.map((backup) => worksOf(backup).toSorted((a, b) => b.ms - a.ms)[0]);
  if (!isWhole(draft, 'backups') || slowest.includes(undefined)) return [];
  return slowest
    .filter((work) => work !== undefined)
    .toSorted((a, b) => a.ms - b.ms)
    .slice(0, 1);
}

function worksOf({ name, 'restore takes': takes, 'restore test': test }: Backup): readonly Work[] {
  const path = ['backups', name];
  return [
    ...(takes === undefined
      ? []
      : [{ path: [...path, 'restore takes'], ms: takes, says: `restoring \`${name}\` takes` }]),
    ...(test?.within === undefined
      ? []
      : [
          {
            path: [...path, 'restore test', 'within'],
            ms: test.within,
            says: `a test restore of \`${name}\` may take`,
          },
        ]),
  ];
}

const otherKinds = (draft: Draft): readonly Work[] =>
  rtosIn(draft)
    .filter(({ kind }) => kind !== null)
    .map(({ path, ms, kind }) => ({ path, ms, says: `that of \`${kind}\` alone is` }));

/** The procedure of disaster recovery. */
function recoveryIn({ written }: Draft): readonly Work[] {
  const name = written.continuity?.recovery;
  const within = name === undefined ? undefined : written.procedures?.[name]?.within;
  if (name === undefined || within === undefined) return [];
  return [{ path: ['procedures', name, 'within'], ms: within, says: `the procedure \`${name}\` may take` }];
}
