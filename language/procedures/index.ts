import type { Procedure } from '../../domain/plan/procedures.ts';
import type { Written } from '../schema.ts';
import type { Settings } from '../settings.ts';

import { backupProcedures } from './backups.ts';
import { continuityProcedures } from './continuity.ts';
import { maintenanceProcedures } from './maintenance.ts';
import { reviewProcedures } from './reviews.ts';
import { updateProcedures } from './updates.ts';
import { writtenProcedures } from './written.ts';

/** What one chapter asks to be done in steps, by name. */
export type Deriver = (written: Written, settings: Settings) => Readonly<Record<string, Procedure>>;

/** Each chapter's; those of others than `procedures` have names such as `backups/database`. */
const derivers: readonly Deriver[] = [
  writtenProcedures,
  backupProcedures,
  updateProcedures,
  continuityProcedures,
  maintenanceProcedures,
  reviewProcedures,
];

/** Everything that is done in steps under a plan. */
export const buildProcedures: Deriver = (written, settings) =>
  Object.assign({}, ...derivers.map((derive) => derive(written, settings))) as Record<string, Procedure>;
