import type { z } from 'zod';

import type * as schemas from '../api/schemas.ts';
import type * as incidents from '../api/schemas/incident.ts';
import type * as alerts from '../api/schemas/alerts.ts';
import type * as backups from '../api/schemas/backups.ts';
import type * as doctor from '../api/schemas/doctor.ts';
import type * as emergency from '../api/schemas/emergency.ts';
import type * as access from '../api/schemas/access.ts';
import type * as onCall from '../api/schemas/on-call.ts';
import type * as integrations from '../api/schemas/integrations.ts';
import type * as logbook from '../api/schemas/logbook.ts';
import type * as maintenance from '../api/schemas/maintenance.ts';
import type * as monitors from '../api/schemas/monitors.ts';
import type * as changes from '../api/schemas/changes.ts';
import type * as documents from '../api/schemas/documents.ts';
import type * as plans from '../api/schemas/plans.ts';
import type * as runs from '../api/schemas/runs.ts';
import type * as schedules from '../api/schemas/schedules.ts';
import type * as services from '../api/schemas/services.ts';
import type * as uptimes from '../api/schemas/uptime.ts';
import type * as vulnerabilities from '../api/schemas/vulnerabilities.ts';
import type * as verification from '../api/schemas/verification.ts';

/** What the API answers and takes, by its own description. */
export type Incident = z.output<typeof incidents.Incident>;
export type Clock = Incident['clocks'][number];
export type Report = z.input<typeof incidents.Report>;
export type AppliedPlan = z.output<typeof plans.AppliedPlan>;
export type PlanHistory = z.output<typeof plans.PlanHistory>;
export type PlanVersion = z.output<typeof plans.PlanVersion>;
export type Procedure = z.output<typeof runs.Procedures>['items'][number];
export type Run = z.output<typeof runs.Run>;
export type RunStep = Run['steps'][number];
export type RunJob = z.output<typeof runs.RunJobs>['items'][number];
export type Schedules = z.output<typeof schedules.Schedules>;
export type Schedule = z.output<typeof schedules.Schedule>;
export type ScheduleHistory = z.output<typeof schedules.ScheduleHistory>;
export type BegunSchedule = z.output<typeof schedules.BegunSchedule>;
export type Change = z.output<typeof changes.Change>;
export type Doctor = z.output<typeof doctor.Doctor>;
export type Documents = z.output<typeof documents.Documents>;
export type Maintenances = z.output<typeof maintenance.Maintenances>;
export type PlannedMaintenance = z.output<typeof maintenance.PlannedMaintenance>;
export type Monitor = z.output<typeof monitors.Monitor>;
export type Monitors = z.output<typeof monitors.Monitors>;
export type MonitorResults = z.output<typeof monitors.MonitorResults>;
export type Logbook = z.output<typeof logbook.Logbook>;
export type LogbookEntry = z.output<typeof logbook.Entry>;
export type OnCall = z.output<typeof onCall.OnCall>;
export type Emergency = z.output<typeof emergency.Emergency>;
export type Integrations = z.output<typeof integrations.Integrations>;
export type EmergencyTest = z.output<typeof emergency.EmergencyTest>;
export type Override = z.output<typeof onCall.Override>;
export type Key = z.output<typeof access.Keys>['items'][number];
export type Received = z.output<typeof alerts.Received>;
export type ReceivedOne = z.output<typeof alerts.ReceivedOne>;
export type AlertTest = z.output<typeof alerts.AlertTest>;
export type DoorKey = z.output<typeof access.DoorKey>;
export type Door = z.output<typeof access.Doors>['items'][number];
export type Session = z.output<typeof access.Sessions>['items'][number];
export type Imported = z.output<typeof vulnerabilities.Imported>;
export type Verification = z.output<typeof verification.Verification>;
export type Services = z.output<typeof services.Services>;
export type Service = Services['items'][number];
export type Backups = z.output<typeof backups.Backups>;
export type Backup = Backups['items'][number];
export type BackupShown = z.output<typeof backups.BackupShown>;
export type Retention = z.output<typeof backups.Retention>;
export type Uptimes = z.output<typeof uptimes.Uptimes>;
export type Uptime = Uptimes['items'][number];
export type Problem = z.output<typeof schemas.Problem>;

export interface Event {
  readonly at: string;
  readonly kind: string;
  readonly by: string | null;
  readonly data: Readonly<Record<string, unknown>>;
  readonly text: Readonly<Record<string, string>> | null;
}

export interface Notification {
  readonly recipient: string;
  readonly name: string | null;
  readonly channel: string;
  readonly kind: string;
  readonly dueAt: string;
  readonly sentAt: string | null;
  readonly lateMs: number | null;
  readonly outcome: string;
}
