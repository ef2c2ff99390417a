import type { Desk } from '../services/desk.ts';
import { spellRecurrence } from '../language/time/spell-recurrence.ts';
import type { Schedule } from '../domain/plan/schedules.ts';
import { rounds } from '../services/monitor/rounds.ts';
import type { Round } from '../services/monitor/rounds.ts';
import { coming, nextInstants } from '../services/schedule/coming.ts';
import type { Coming } from '../services/schedule/coming.ts';
import { scheduleId, scheduleWorkflowType, watchScheduleId, watchWorkflowType } from '../workflows/ids.ts';

/** A schedule that the plans in force ask for. */
export interface Wanted {
  readonly id: string;
  readonly plan: string;
  readonly schedule: Schedule;
  /** The instants to come, epoch ms; of an interval the first is enough. */
  readonly instants: readonly number[];
  readonly workflowType: string;
  readonly workflowId: string;
  readonly args: object;
  readonly overlap: 'ALLOW_ALL' | 'SKIP';
  readonly catchupMs: number;
  /** What it starts must be over then; null: however long it takes. */
  readonly withinMs: number | null;
  readonly words: { readonly every: string; readonly summary: string };
}

/** Which workflows are started by schedules of Guardia's. */
export const scheduledTypes: readonly string[] = [scheduleWorkflowType, watchWorkflowType];

/** All that come round by themselves. */
export const wantedSchedules = async (desk: Pick<Desk, 'db' | 'rules' | 'now' | 'env'>): Promise<readonly Wanted[]> => [
  ...(await coming(desk)).filter(({ instants }) => instants.length > 0).map(ticketOf),
  ...(await rounds(desk)).map((one) => watchOf(one, desk.now())),
];

/** As long as a house may stand still: what came round meanwhile is begun late, older things are no longer worth it. */
const dayMs = 86_400_000;

/** Each time opens a ticket of its own, whatever has become of the last. */
function ticketOf({ plan, name, schedule, instants }: Coming): Wanted {
  const every = spellRecurrence(schedule.every);
  return {
    id: scheduleId(plan, name),
    plan,
    schedule,
    instants,
    workflowType: scheduleWorkflowType,
    workflowId: `${plan}/${name}`,
    args: { plan, name },
    overlap: 'ALLOW_ALL',
    catchupMs: dayMs,
    withinMs: null,
    words: { every, summary: `${name}: ${every}` },
  };
}

const minuteMs = 60_000;
const longestMs = 10 * minuteMs;

/** What was missed is not looked at any more: the next time shows as well. One that still looks is not overtaken. */
function watchOf(round: Round, now: number): Wanted {
  const { plan, every, schedule, gapMs } = round;
  const withinMs = Math.min(longestMs, Math.ceil(gapMs * 0.9));
  return {
    id: watchScheduleId(plan, every),
    plan,
    schedule,
    instants: nextInstants(round, now),
    workflowType: watchWorkflowType,
    workflowId: watchScheduleId(plan, every),
    args: { plan, every, withinMs },
    overlap: 'SKIP',
    catchupMs: minuteMs,
    withinMs,
    words: { every, summary: `checks: ${every}` },
  };
}
