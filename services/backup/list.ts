import { lastCopies } from '../../db/copies.ts';
import type { Copy } from '../../db/copies.ts';
import { restoreTestsOf } from '../../db/restore-tests.ts';
import type { RestoreTest } from '../../db/restore-tests.ts';
import type { Objective } from '../../domain/backup/objectives.ts';
import type { Keep } from '../../domain/plan/backups.ts';
import { spellAge } from '../../language/time/age.ts';
import { spellRecurrence } from '../../language/time/spell-recurrence.ts';
import { mayReach } from '../access/caller.ts';
import type { Caller } from '../access/caller.ts';
import { requirePermission } from '../access/permission.ts';
import { NotFound } from '../desk.ts';
import type { Desk } from '../desk.ts';
import { plans } from '../plan/list.ts';
import { rulesInForce, rulesOf } from '../plan/rules.ts';

import { fatesOf } from './prune.ts';
import type { Fate } from './prune.ts';
import { standings } from './standing.ts';
import type { Standing } from './standing.ts';

/** `at risk` and `broken`: an objective is. `new`: there is no copy yet. */
export type Status = 'good' | 'at risk' | 'broken' | 'failed' | 'missed' | 'new' | 'not configured';

/** How a backup stands, for people. */
export interface BackupView extends Omit<Standing, 'backup'> {
  readonly plan: string;
  readonly timezone: string;
  readonly title: string;
  readonly of: string;
  readonly service: string | null;
  readonly driver: string;
  readonly mode: string;
  readonly every: string;
  readonly provider: string | null;
  readonly places: readonly string[];
  /** How long copies stay: `30 days` under `daily`. */
  readonly keep: Readonly<Record<string, string>> | null;
  readonly restoreTest: string | null;
  /** The severity of what it opens; null: nothing. */
  readonly opens: string | null;
  readonly status: Status;
}

/** The backups of the plans in force that the caller may see. */
export async function backups(desk: Desk, caller: Caller, slug?: string): Promise<readonly BackupView[]> {
  const all: BackupView[] = [];
  for (const one of await plans(desk, caller)) {
    if ((slug ?? one.slug) !== one.slug) continue;
    const { plan } = await rulesOf(desk, desk.db, one.slug, one.version);
    all.push(...(await standings(desk, plan)).map((standing) => viewOf(plan.slug, plan.timezone, standing)));
  }
  return all;
}

export interface Which {
  readonly plan: string;
  readonly name: string;
}

export interface BackupShown extends BackupView {
  /** The last hundred, whatever became of them, the newest first. */
  readonly history: readonly Copy[];
  readonly tests: readonly RestoreTest[];
  /** What retention would do now. */
  readonly retention: readonly Fate[];
}

const shown = { copies: 100, tests: 20 };

/** One backup with its copies, its restore tests and what retention would do. Throws `NotFound`. */
export async function backup(desk: Desk, caller: Caller, { plan, name }: Which): Promise<BackupShown> {
  const one = (await backups(desk, caller, plan)).find((each) => each.name === name);
  if (one === undefined) throw unknown({ plan, name });
  const [history, tests, fates] = await Promise.all([
    lastCopies(desk.db, plan, name, shown.copies),
    restoreTestsOf(desk.db, plan, name, shown.tests),
    preview(desk, caller, { plan, name }),
  ]);
  return { ...one, history, tests, retention: fates };
}

/** What retention would do now with the copies of a backup; nothing is done. Throws `NotFound`, `Forbidden`. */
export async function preview(desk: Desk, caller: Caller, which: Which): Promise<readonly Fate[]> {
  await requirePermission(desk, caller, 'see');
  const rules = mayReach(caller, which.plan) ? await rulesInForce(desk, which.plan) : undefined;
  const one = rules?.plan.backups[which.name];
  if (rules === undefined || one === undefined) throw unknown(which);
  return (await fatesOf(desk, rules.plan, one.of)).filter(({ copy }) => copy.backup === which.name);
}

const unknown = ({ plan, name }: Which) => new NotFound(`There is no backup "${name}" in a plan "${plan}".`);

function viewOf(plan: string, timezone: string, standing: Standing): BackupView {
  const { backup: one, ...stands } = standing;
  const { title, of, service, driver, mode, provider, places, opens, restoreTest } = one;
  return {
    ...stands,
    plan,
    timezone,
    title,
    of,
    service,
    driver,
    mode,
    provider,
    places,
    opens,
    every: spellRecurrence(one.every),
    keep: one.keep && keptFor(one.keep),
    restoreTest: restoreTest && spellRecurrence(restoreTest.every),
    status: statusOf(standing),
  };
}

const keptFor = (keep: Keep): Record<string, string> =>
  Object.fromEntries(Object.entries(keep).flatMap(([level, age]) => (age === null ? [] : [[level, spellAge(age)]])));

function statusOf({ configured, missedAt, last, newest, rpo, rto, proof }: Standing): Status {
  if (!configured) return 'not configured';
  if (missedAt !== null) return 'missed';
  if (last?.status === 'failed') return 'failed';
  const states = [rpo, rto, proof].map((one: Objective | null) => one?.state);
  if (states.includes('broken')) return 'broken';
  if (states.includes('at risk')) return 'at risk';
  return newest === null ? 'new' : 'good';
}
