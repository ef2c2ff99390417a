import { keptMonitors } from '../../db/monitors.ts';
import type { MonitorRow } from '../../db/monitors.ts';
import { listPlans } from '../../db/plans.ts';
import type { Objective } from '../../domain/backup/objectives.ts';
import type { Plan } from '../../domain/plan.ts';
import { backupsIn } from '../../language/backup-messages.ts';
import { spellElapsed } from '../../language/time/span.ts';
import type { Desk } from '../desk.ts';
import { keep } from '../monitor/keep.ts';
import { limitsOf } from '../monitor/limits.ts';
import { rulesOf } from '../plan/rules.ts';

import { standings } from './standing.ts';
import type { Standing } from './standing.ts';

/** Something of which somebody must be told while it is so. */
interface Alarm {
  /** `backup/database/rpo`. */
  readonly name: string;
  readonly title: string;
  readonly rings: boolean;
  /** In figures. */
  readonly words: string;
  readonly opens: string | null;
  readonly service: string | null;
}

const limits = limitsOf({ fails: 1, forMs: 0 }, 60_000);
const minute = 60_000;

/**
 * Opens an incident, of the severity that the plan names, for each backup that was missed and each objective that is about to break or
 * has, and resolves it when that is over: as monitors do. Any number of times, by anyone. Answers how many ring.
 */
export async function ringAlarms(desk: Pick<Desk, 'db' | 'rules' | 'now' | 'env'>): Promise<number> {
  let ringing = 0;
  for (const { slug, version } of await listPlans(desk.db)) {
    const { plan } = await rulesOf(desk, desk.db, slug, version);
    const all = await standings(desk, plan);
    const alarms = alarmsOf(
      plan,
      all.filter(({ configured }) => configured),
    );
    const kept = new Map((await keptMonitors(desk.db, [slug])).map((row) => [row.name, row]));
    for (const alarm of [...alarms, ...forgotten(plan, alarms, [...kept.values()])]) {
      const row = kept.get(alarm.name);
      if (alarm.rings) ringing += 1;
      // Only what changes is written down.
      if (alarm.rings === (row?.status === 'down') && row?.standing.flapping !== true) continue;
      await told(desk, plan, alarm);
    }
  }
  return ringing;
}

async function told({ db, now }: Pick<Desk, 'db' | 'now'>, plan: Plan, alarm: Alarm): Promise<void> {
  const { name, title, rings, words, opens, service } = alarm;
  const found = { at: now(), ok: !rings, ms: 0, value: null, words };
  const effect = { opens, type: null, service, runbook: null, recovery: 'resolves' as const };
  const result = { plan: plan.slug, name, title, advice: null, effect, limits, found, now: now() };
  await db.transaction().execute((tx) => keep(tx, result));
}

/** Of these backups of a plan, ringing or not: those of a data set once. */
function alarmsOf(plan: Plan, all: readonly Standing[]): readonly Alarm[] {
  const say = backupsIn(plan.locale);
  return [
    ...all.flatMap((one) => [
      ...(one.backup.driver === 'watch' ? [] : [missed(one, say.missed(one.backup.title))]),
      ...objective(one, 'rto', say.rto(one.backup.title)),
      ...objective(one, 'proof', say.proof(one.backup.title)),
    ]),
    ...firstOfSets(plan, all).flatMap((one) => objective(one, 'rpo', say.rpo(one.backup.title))),
  ];
}

/** What rang for something that the plan does not have any more is over. */
function forgotten({ severities }: Plan, alarms: readonly Alarm[], kept: readonly MonitorRow[]): readonly Alarm[] {
  const known = new Set(alarms.map(({ name }) => name));
  const over = kept.filter(({ name, status }) => ours.test(name) && status === 'down' && !known.has(name));
  const opens = Object.keys(severities)[0]!;
  return over.map(({ name }) => ({ name, title: name, rings: false, words: '–', opens, service: null }));
}

const ours = /^backup\/.*\/(missed|rpo|rto|proof)$/;

/** Of each data set the backup whose absence is the gravest. */
function firstOfSets({ severities }: Plan, all: readonly Standing[]): readonly Standing[] {
  const rank = Object.keys(severities);
  const grave = ({ backup: { opens } }: Standing): number => (opens === null ? Infinity : rank.indexOf(opens));
  return [...Map.groupBy(all, ({ backup }) => backup.of).values()].map(
    (those) => those.toSorted((a, b) => grave(a) - grave(b))[0]!,
  );
}

const of = ({ name, backup: { opens, service } }: Standing, what: string) => ({
  name: `backup/${name}/${what}`,
  opens,
  service,
});

const missed = (one: Standing, title: string): Alarm => ({
  ...of(one, 'missed'),
  title,
  rings: one.missedAt !== null,
  words: one.missedAt === null ? 'begun' : new Date(one.missedAt).toISOString(),
});

function objective(one: Standing, what: 'rpo' | 'rto' | 'proof', title: string): Alarm[] {
  const stands: Objective | null = one[what];
  if (stands === null) return [];
  const { alarms, isMs, limitMs } = stands;
  const [is, limit] = [isMs, limitMs].map((ms) => (ms === null ? '–' : rounded(ms)));
  return [{ ...of(one, what), title, rings: alarms, words: `${is} / ${limit}` }];
}

/** Seconds are of no interest in what lasts for hours. */
const rounded = (ms: number): string =>
  spellElapsed(ms < 10 * minute ? Math.ceil(ms / 1000) * 1000 : Math.floor(ms / minute) * minute);
