import type { Schedule } from '../../domain/plan/schedules.ts';
import { testSchedule } from '../emergency.ts';
import { probeSchedule } from '../probe.ts';
import { updateSchedules } from '../procedures/updates.ts';
import { reviewSchedules } from '../reviews.ts';
import type { Written } from '../schema.ts';

import { upkeepSchedules } from '../upkeep.ts';
import { continuitySchedules } from './continuity.ts';
import { maintenanceSchedules } from './maintenance.ts';
import { procedureSchedules } from './procedures.ts';
import { backupSchedules } from './backups.ts';
import type { Scheduler } from './round.ts';

/** Each chapter's. */
const schedulers: readonly Scheduler[] = [
  backupSchedules,
  reviewSchedules,
  upkeepSchedules,
  procedureSchedules,
  updateSchedules,
  continuitySchedules,
  maintenanceSchedules,
  testSchedule,
  probeSchedule,
];

/** When things come round by themselves, or by a change, under a plan; what has neither is left to people. */
export const buildSchedules = (written: Written): Record<string, Schedule> =>
  Object.assign({}, ...schedulers.map((schedule) => schedule(written))) as Record<string, Schedule>;
