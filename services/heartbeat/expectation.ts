import { planVersion } from '../../db/plans.ts';
import type { Expectation } from '../../domain/monitor/heartbeat.ts';
import type { Plan } from '../../domain/plan.ts';
import type { Heartbeat } from '../../domain/plan/watching.ts';
import { opensOn } from '../../language/calendar.ts';
import type { CalendarSource } from '../../language/calendar.ts';
import { Settings } from '../../language/settings.ts';
import { occurrences } from '../../language/time/occurrences.ts';
import type { Desk } from '../desk.ts';
import { rulesInForce } from '../plan/rules.ts';

const day = 86_400_000;
/** So far ahead is looked for the next time; most things come round within a week. */
const reaches = [8 * day, 400 * day, 13 * 366 * day];

/** A heartbeat of a plan in force. */
export interface Expected {
  readonly plan: Plan;
  /** `heartbeat/nightly`. */
  readonly name: string;
  readonly heartbeat: Heartbeat;
  readonly expectation: Expectation;
  /** As long as it stays the same, so does what is expected. */
  readonly rhythm: string;
}

/** `nightly` of `heartbeat/nightly`; null where that is no heartbeat. */
export const heartbeatIn = (name: string): string | null => /^heartbeat\/(.+)$/.exec(name)?.[1] ?? null;

/** Whether there can be pings: its key is made by Guardia, or configured. */
export const isConfigured = ({ env }: Pick<Desk, 'env'>, { key }: Heartbeat): boolean =>
  key === null || new Settings(env).resolve(key, []) !== null;

/** What is expected of the heartbeat of this name; undefined where the plan in force has none, or its key is not configured. */
export async function expected(
  desk: Pick<Desk, 'db' | 'rules' | 'now' | 'env'>,
  slug: string,
  name: string,
): Promise<Expected | undefined> {
  const rules = await rulesInForce(desk, slug);
  const heartbeat = rules?.plan.heartbeats[heartbeatIn(name) ?? ''];
  if (rules === undefined || heartbeat === undefined || !isConfigured(desk, heartbeat)) return undefined;
  const next = await nextOf(desk, rules.plan, heartbeat);
  const { every, graceMs } = heartbeat;
  return {
    plan: rules.plan,
    name,
    heartbeat,
    expectation: { next, graceMs },
    rhythm: JSON.stringify([every, graceMs, rules.plan.timezone]),
  };
}

async function nextOf(
  { db }: Pick<Desk, 'db'>,
  { slug, version, timezone }: Plan,
  { every, calendar }: Heartbeat,
): Promise<Expectation['next']> {
  if (every.kind === 'interval') return (at) => at + every.ms;
  const source =
    every.kind === 'business' && calendar !== null ? await sourceOf({ db }, slug, version, calendar) : undefined;
  return (at) => {
    for (const reach of reaches) {
      const [from, until] = [at + 1, at + reach];
      const found = occurrences(every, timezone, from, until, source && opensOn(source, from, until))[0];
      if (found !== undefined) return found;
    }
    return null;
  };
}

async function sourceOf({ db }: Pick<Desk, 'db'>, slug: string, version: number, calendar: string) {
  const sources = (await planVersion(db, slug, version))?.sources as Record<string, CalendarSource> | undefined;
  return sources?.[calendar];
}
