import type { SourceFault } from '../../db/schema/machines.ts';
import type { Plan } from '../../domain/plan.ts';
import type { Environment } from '../../language/settings.ts';
import type { Drivers } from '../backup/driver.ts';

/** What only the edge of the machine knows of it. */
export interface Around {
  /** Its name. */
  readonly host: string;
  readonly drivers: Drivers;
  /** Whether a program is there: by its name, or by its path. */
  readonly isThere: (program: string) => boolean;
  /** Where the files of a plan are; null: not on this machine. */
  readonly folderOf: (plan: string) => string | null;
  /** Of the disk with Guardia's own folder; null: nobody can tell. */
  readonly disk: () => Promise<Disk | null>;
  /** Why the backups that this machine makes could not be made now. */
  readonly faults: (plan: Plan, backups: readonly string[], env: Environment) => Promise<readonly SourceFault[]>;
  /** What does not answer, as a code; null: it does. */
  readonly reach: Readonly<Record<Neighbour, () => Promise<string | null>>>;
}

export type Neighbour = 'temporal' | 'mail';

export interface Disk {
  readonly freeBytes: number;
  readonly totalBytes: number;
}
