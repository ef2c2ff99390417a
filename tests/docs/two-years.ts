import { readFileSync } from 'node:fs';

import { retention } from '../../domain/backup/retention.ts';
import type { Dates, Held, Holding, Stays } from '../../domain/backup/retention.ts';
import type { Plan } from '../../domain/plan.ts';
import type { Backup } from '../../domain/plan/backups.ts';
import type { Recurrence } from '../../domain/recurrence.ts';
import { compilePlan } from '../../language/compile.ts';
import { occurrences } from '../../language/time/occurrences.ts';
import { datesIn } from '../../language/time/periods.ts';

export const fromAt = Date.UTC(2027, 0, 1);
export const untilAt = Date.UTC(2029, 0, 1);

/** What two years have left of the copies of a backup. */
export interface TwoYears {
  readonly plan: string;
  readonly name: string;
  readonly backup: Backup;
  readonly made: number;
  /** At most so many stood at once. */
  readonly most: number;
  readonly left: readonly Left[];
}

export interface Left {
  readonly madeAt: number;
  readonly why: Stays;
  readonly proven: boolean;
}

/** Two years of the backups of a plan: made, proven and let go as it says. */
export function twoYearsOf(file: string): readonly TwoYears[] {
  const around = { env: {}, has: () => true, nowAt: fromAt };
  const { plan } = compilePlan(readFileSync(file, 'utf8'), file, around).compiled!;
  const sets = new Set(Object.values(plan.backups).map(({ of }) => of));
  return [...sets].flatMap((set) => live(plan, set));
}

/** One copy of so many fails. */
const failing = 29;

interface Store {
  held: readonly Held[];
  readonly made: Map<string, number>;
  readonly most: Map<string, number>;
}

function live(plan: Plan, set: string): readonly TwoYears[] {
  const backups = Object.entries(plan.backups).filter(([, { of }]) => of === set);
  const dates = remembering(datesIn(plan.timezone));
  const keeps = Object.fromEntries(backups.map(([name, { keep }]) => [name, keep]));
  const store: Store = { held: [], made: new Map(), most: new Map() };
  for (const { at, name, backup, what } of happenings(backups, plan.timezone)) {
    if (what === 'copy') make(store, name, backup, at);
    if (what === 'test') prove(store, name);
    if (what !== 'prune') continue;
    store.held = pruned(store, keeps, dates, at);
  }
  store.held = pruned(store, keeps, dates, untilAt);
  const decided = retention({ copies: store.held, keeps }, dates, untilAt);
  return backups.map(([name, backup]) => {
    const left = store.held.flatMap((one, index) => {
      const { why } = decided[index]!;
      return one.backup === name ? [{ madeAt: one.madeAt, why: why as Stays, proven: one.proven }] : [];
    });
    const counted = { made: store.made.get(name) ?? 0, most: store.most.get(name) ?? 0 };
    return { plan: plan.slug, name, backup, ...counted, left };
  });
}

function pruned({ held }: Store, keeps: Holding['keeps'], dates: Dates, at: number): readonly Held[] {
  const decided = retention({ copies: held, keeps }, dates, at);
  return held.filter((_, index) => decided[index]!.stays);
}

type Named = readonly [name: string, backup: Backup];

/** In their order; what goes, goes every night. */
function happenings(backups: readonly Named[], zone: string) {
  const instants = (every: Recurrence) => occurrences(every, zone, fromAt, untilAt);
  const all = backups.flatMap(([name, backup]) => [
    ...instants(rhythmOf(backup)).map((at) => ({ at, name, backup, what: 'copy' as const })),
    ...(backup.restoreTest === null ? [] : instants(backup.restoreTest.every)).map((at) => ({
      at,
      name,
      backup,
      what: 'test' as const,
    })),
  ]);
  const nights = instants({ kind: 'rule', rrule: 'FREQ=DAILY', time: '06:00' });
  const [[name, backup]] = backups as [Named];
  const prunings = nights.map((at) => ({ at, name, backup, what: 'prune' as const }));
  return [...all, ...prunings].toSorted((a, b) => a.at - b.at);
}

/** Of what is copied continuously a base a day, of what is copied on change one a week. */
function rhythmOf({ every }: Backup): Recurrence {
  if (every.kind === 'continuous') return { kind: 'rule', rrule: 'FREQ=DAILY', time: '00:30' };
  if (every.kind === 'on change') return { kind: 'rule', rrule: 'FREQ=WEEKLY', time: '12:00' };
  return every;
}

function make(store: Store, name: string, { mode }: Backup, madeAt: number): void {
  const count = (store.made.get(name) ?? 0) + 1;
  store.made.set(name, count);
  const good = store.held.filter(({ state }) => state === 'good');
  const bases = mode === 'differential' ? good.filter(({ base }) => base === null) : good;
  const base = mode === 'differential' || mode === 'incremental' ? (bases.at(-1)?.id ?? null) : null;
  const id = [...store.made.values()].reduce((a, b) => a + b, 0);
  const state = count % failing === 0 ? 'bad' : 'good';
  const copy: Held = { id, backup: name, state, madeAt, pointInTime: mode === 'point in time', proven: false, base };
  store.held = [...store.held, copy];
  const standing = store.held.filter(({ backup }) => backup === name).length;
  store.most.set(name, Math.max(store.most.get(name) ?? 0, standing));
}

/** The newest good one is restored. */
function prove(store: Store, name: string): void {
  const newest = store.held.findLast(({ backup, state }) => backup === name && state === 'good');
  store.held = store.held.map((one) => (one === newest ? { ...one, proven: true } : one));
}

/** Asked for the same instants night after night. */
function remembering({ periodOf, endOf }: Dates): Dates {
  const known = new Map<string, string>();
  return {
    endOf,
    periodOf: (level, at) => {
      const key = `${level} ${at}`;
      const found = known.get(key) ?? periodOf(level, at);
      known.set(key, found);
      return found;
    },
  };
}
