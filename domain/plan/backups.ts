import type { Recurrence } from '../recurrence.ts';

import type { Tell } from './people.ts';

/** How long something is kept. */
export type Age = { readonly ms: number } | { readonly months: number } | 'forever';

export type Mode = 'full' | 'differential' | 'incremental' | 'point in time' | 'snapshot';

/** What makes copies; `watch`: a provider does. */
export type DriverName = 'pg_dump' | 'basebackup' | 'pgbackrest' | 'restic' | 'git' | 'run' | 'watch';

/** Something that is copied. In what it names `${NAME}` stands as it is written: secrets are in no plan. */
export interface Backup {
  readonly title: string;
  /** The data set that it copies: several backups may be of one. */
  readonly of: string;
  readonly service: string | null;
  /** Where the data is: a database, a repository or a folder. */
  readonly on: string | null;
  readonly every: Recurrence;
  readonly mode: Mode;
  readonly driver: DriverName;
  /** Of `run`, the program and its arguments. */
  readonly run: readonly string[];
  /** The variables of the environment that its tool sees. */
  readonly environment: readonly string[];
  readonly provider: string | null;
  /** Of `watch`, how one looks whether the provider has made it; null: nobody does. */
  readonly watch: ProviderWatch | null;
  /** Folders, or what the driver takes for a place; empty: Guardia's own folder. */
  readonly places: readonly string[];
  readonly keep: Keep | null;
  readonly rpoMs: number | null;
  readonly restoreTest: RestoreTest | null;
  readonly restoreTakesMs: number | null;
  /** How long making a copy may take. */
  readonly lastsMs: number | null;
  /** The severity of the incident when a copy is missing, or fails; null: nothing is opened. */
  readonly opens: string | null;
  /** The machine that has the data; null: any. */
  readonly runsOn: string | null;
}

/** Where one sees how old a provider's newest copy is, and how large. What is named stands as it is written. */
export interface ProviderWatch {
  readonly kind: 'http' | 'sql' | 'files';
  readonly target: string;
  readonly key: string | null;
  /** JSON paths, or a query for the size. */
  readonly newest: string | null;
  readonly size: string | null;
  readonly everyMs: number;
  readonly youngerMs: number;
  readonly largerThan: number | null;
}

/** For how long a copy of each period is kept; what is left out keeps none for its sake. */
export interface Keep {
  readonly daily: Age | null;
  readonly weekly: Age | null;
  readonly monthly: Age | null;
  readonly yearly: Age | null;
}

/** How it is proven that copies can be restored. */
export interface RestoreTest {
  readonly every: Recurrence;
  /** Queries that the restored data must answer, and sentences for whoever looks at it. */
  readonly validate: readonly string[];
  readonly withinMs: number | null;
  readonly owner: readonly Tell[];
}
