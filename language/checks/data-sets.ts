import { isWhole } from '../draft.ts';
import type { Draft } from '../draft.ts';
import type { Chapter } from '../schema.ts';

/** A backup and its name. */
export type Backup = Chapter<'backups'>[string] & { readonly name: string };

/** The backups of a plan that are well formed. */
export const backupsOf = ({ written }: Draft): readonly Backup[] =>
  Object.entries(written.backups ?? {}).map(([name, backup]) => ({ ...backup, name }));

/** The data set that a backup copies. */
export const dataSetOf = ({ of, name }: Backup): string => of ?? name;

/** The data sets and their backups; null where a backup is not well formed: nobody knows of which set it is. */
export function dataSets(draft: Draft): ReadonlyMap<string, readonly Backup[]> | null {
  if (!isWhole(draft, 'backups')) return null;
  return Map.groupBy(backupsOf(draft), dataSetOf);
}
