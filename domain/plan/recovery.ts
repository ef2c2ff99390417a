import type { Backup } from './backups.ts';

/** What is promised where a lot is lost. */
export interface Recovery {
  /** How much may be lost: of every data set, and of some by their names. */
  readonly rpo: Promised;
  /** How long recovery may take: of each, and by data set, backup or whatever else; `disaster` is the whole. */
  readonly rto: Promised;
}

/** Spans in ms. */
export interface Promised {
  readonly allMs: number | null;
  readonly of: Readonly<Record<string, number>>;
}

interface Promising {
  readonly backups: Readonly<Record<string, Backup>>;
  readonly recovery: Recovery;
}

/** How much of a data set may be lost, ms: the least that its backups and the plan say; null: nothing is promised. */
export function rpoOf({ backups, recovery: { rpo } }: Promising, set: string): number | null {
  const own = Object.values(backups).flatMap((one) => (one.of === set ? (one.rpoMs ?? []) : []));
  const said = [...own, ...(Object.hasOwn(rpo.of, set) ? [rpo.of[set]!] : [])];
  return said.length > 0 ? Math.min(...said) : rpo.allMs;
}

/** How long restoring a backup may take, ms: as is said of it, of its data set, or of the whole; null: nothing is promised. */
export function rtoOf({ backups, recovery: { rto } }: Promising, name: string): number | null {
  const said = [name, backups[name]?.of ?? name, 'disaster'].find((one) => Object.hasOwn(rto.of, one));
  return said === undefined ? rto.allMs : rto.of[said]!;
}
