import { answerAsked, askedMonitors, keptMonitors } from '../../db/monitors.ts';
import { watchedOf } from '../../domain/monitor/watched.ts';
import type { Desk } from '../desk.ts';
import { rulesInForce } from '../plan/rules.ts';
import { instantsBetween } from '../schedule/coming.ts';

import { lookAtAll } from './look.ts';
import type { Eyes } from './look.ts';
import { rounds } from './rounds.ts';
import type { Round } from './rounds.ts';

type Looking = Pick<Desk, 'db' | 'rules' | 'now' | 'env'>;

const patience = { looks: 3, ms: 3_600_000 };
/** For a look out of turn. */
const askedMs = 60_000;

/** Looks at whatever somebody has asked for; answers how many those were. */
export async function lookAsked(desk: Looking, eyes: Eyes): Promise<number> {
  let looked = 0;
  for (const { plan: slug, name, asked_at: nominalAt } of await askedMonitors(desk.db)) {
    const rules = await rulesInForce(desk, slug);
    if (rules === undefined || nominalAt === null) continue;
    const all = watchedOf(rules.plan).filter((one) => one.name === name);
    looked += (await lookAtAll(desk, rules.plan, all, { nominalAt, withinMs: askedMs }, eyes)).looked;
    if (!eyes.signal.aborted) await answerAsked(desk.db, slug, name, nominalAt);
  }
  return looked;
}

/**
 * Looks itself at what nobody has looked at for three times that it came round, or for an hour after it should have been: then
 * Temporal is away or its schedule stands still. Answers how many those were.
 */
export async function lookOverdue(desk: Looking, eyes: Eyes): Promise<number> {
  let looked = 0;
  for (const round of await rounds(desk)) {
    const nominalAt = await missedBy(desk, round);
    if (nominalAt === null) continue;
    const { plan } = (await rulesInForce(desk, round.plan))!;
    const within = { nominalAt, withinMs: Math.min(askedMs, round.gapMs) };
    looked += (await lookAtAll(desk, plan, round.watched, within, eyes)).looked;
  }
  return looked;
}

/** The last instant for which a round is overdue; null: it is not. */
async function missedBy({ db, now }: Looking, round: Round): Promise<number | null> {
  const { plan, watched, appliedAt, gapMs } = round;
  const kept = await keptMonitors(db, [plan]);
  const names = new Set(watched.map(({ name }) => name));
  const seen = kept.filter(({ name }) => names.has(name)).map(({ last }) => last?.at ?? 0);
  const lastAt = Math.max(appliedAt, ...seen);
  // Further back nothing is to be found, however long nobody has looked.
  const missed = instantsBetween(round, Math.max(lastAt + 1, now() - 4 * Math.max(gapMs, patience.ms)), now() + 1);
  const last = missed.at(-1);
  const overdue = missed.length > patience.looks || (missed[0] ?? Infinity) < now() - patience.ms;
  return last !== undefined && overdue ? last : null;
}
