import { brokenAt } from '../../db/events.ts';

import type { Posted } from './alarms.ts';
import { judgeAlerts } from './audit-alerts.ts';
import { judgeActs, judgeReports } from './audit-asked.ts';
import { judgeMails } from './audit-mails.ts';
import { doneTo, judgeArmed, judgeChain, judgeSteps } from './audit-steps.ts';
import type { Struck } from './blows.ts';
import type { Evidence } from './evidence.ts';
import type { Fault, Find } from './fault.ts';
import type { Asked } from './load.ts';
import { owed } from './oracle.ts';

export interface Verdict {
  readonly faults: readonly Fault[];
  readonly figures: Readonly<Record<string, number>>;
}

/** What was answered, and who was struck when. */
export interface Story {
  readonly asked: readonly Asked[];
  readonly posted: readonly Posted[];
  readonly struck: readonly Struck[];
}

/** Whether everything that was accepted is there, once, and everything that it brings about was told, once. */
export function audit(evidence: Evidence, { asked, posted, struck }: Story): Verdict {
  const faults: Fault[] = [];
  const find: Find = (kind, what) => void faults.push({ kind, what });
  const { incidents, events, notifications, mails, now } = evidence;
  judgeReports(incidents, asked, find);
  judgeActs(incidents, events, asked, find);
  judgeAlerts(evidence, posted, find);
  const byReference = Map.groupBy(events, ({ reference }) => reference);
  const lives = incidents.map((row) => {
    const own = byReference.get(row.reference) ?? [];
    judgeChain(row, own, brokenAt(own), find);
    const due = owed(doneTo(row, own, evidence.received), now);
    const { steps, missed } = judgeSteps(row, own, due.owed, find);
    return { row, steps, missed, armed: judgeArmed(row, due.nextAt, evidence, find) };
  });
  const repeated = judgeMails(
    evidence,
    lives.flatMap(({ row, steps }) => steps.map((one) => ({ row, one }))),
    struck,
    find,
  );
  const late = notifications
    .flatMap(({ sent_at, due_at }) => (sent_at === null ? [] : [sent_at - due_at]))
    .toSorted((a, b) => a - b);
  const sum = (all: readonly number[]) => all.reduce((before, one) => before + one, 0);
  return {
    faults,
    figures: {
      incidents: incidents.length,
      'of them ended': incidents.filter(({ ended_at }) => ended_at !== null).length,
      'armed by a workflow': lives.filter(({ armed }) => armed === 'workflow').length,
      'armed by the relay': lives.filter(({ armed }) => armed === 'relay').length,
      'of them by alerts': incidents.filter(({ key }) => key === null).length,
      alerts: sum(posted.map(({ taken }) => taken)),
      acts: asked.filter(({ what }) => what !== 'report').length,
      'asked again': sum(asked.map(({ statuses }) => statuses.length - 1)),
      'happened by itself': sum(lives.map(({ steps }) => steps.length)),
      'repetitions passed over': sum(lives.map(({ missed }) => missed)),
      notifications: notifications.length,
      mails: mails.length,
      'repeated in flight': repeated,
      'lateness p50 ms': late[Math.floor(late.length / 2)] ?? 0,
      'lateness p99 ms': late[Math.floor(late.length * 0.99)] ?? 0,
      'latest ms': late.at(-1) ?? 0,
    },
  };
}
