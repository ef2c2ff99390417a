import { keptMonitors } from '../../db/monitors.ts';
import type { Found } from '../../db/monitors.ts';
import { listPlans } from '../../db/plans.ts';
import { seeCopy } from '../../db/provider-copies.ts';
import type { Plan } from '../../domain/plan.ts';
import type { Backup, ProviderWatch } from '../../domain/plan/backups.ts';
import { backupsIn } from '../../language/backup-messages.ts';
import { Settings } from '../../language/settings.ts';
import { spellElapsed } from '../../language/time/span.ts';
import type { Desk } from '../desk.ts';
import { keep } from '../monitor/keep.ts';
import { limitsOf } from '../monitor/limits.ts';
import { rulesOf } from '../plan/rules.ts';

import { isConfigured } from './configured.ts';
import type { Asked, Observe, Sight } from './sight.ts';

type Watching = Pick<Desk, 'db' | 'rules' | 'now' | 'env'>;

const timeoutMs = 30_000;
const minute = 60_000;

/**
 * Looks whether providers make the backups that they are to make, each as often as the plan says. A copy that is missing, old or small
 * opens an incident of the backup's severity. Answers how many were looked at.
 */
export async function watchProviders(desk: Watching, observe: Observe, signal: AbortSignal): Promise<number> {
  let looked = 0;
  for (const { slug, version } of await listPlans(desk.db)) {
    const { plan } = await rulesOf(desk, desk.db, slug, version);
    const last = new Map((await keptMonitors(desk.db, [slug])).map((row) => [row.name, row.last?.at ?? -Infinity]));
    for (const [name, backup] of Object.entries(plan.backups)) {
      const { watch, driver } = backup;
      if (driver !== 'watch' || watch === null || !isConfigured(backup, desk.env)) continue;
      if (desk.now() < (last.get(nameOf(name)) ?? -Infinity) + watch.everyMs) continue;
      const sight = await observe(askedOf(backup, watch, desk.env), signal);
      // What was broken off says nothing.
      if (signal.aborted) return looked;
      await record(desk, plan, name, sight);
      looked += 1;
    }
  }
  return looked;
}

const nameOf = (backup: string): string => `backup/${backup}/watched`;

function askedOf(backup: Backup, { kind, target, key, newest, size }: ProviderWatch, env: Desk['env']): Asked {
  const settings = new Settings(env);
  const resolved = (text: string | null) => (text === null ? null : settings.resolve(text, []));
  return {
    kind,
    target: resolved(target)!,
    key: resolved(key),
    newest,
    size: resolved(size),
    on: resolved(backup.on),
    timeoutMs,
  };
}

async function record({ db, now }: Watching, plan: Plan, name: string, sight: Sight): Promise<void> {
  const backup = plan.backups[name]!;
  const { watch, title, opens, service, of, mode, provider } = backup;
  const effect = { opens, type: null, service, runbook: null, recovery: 'resolves' as const };
  const limits = limitsOf({ fails: 1, forMs: 0 }, watch!.everyMs);
  const [at, place] = [now(), provider ?? ''];
  const said = { title: backupsIn(plan.locale).watched(title), advice: null, effect, limits, now: at };
  const { newestAt, bytes } = sight;
  await db.transaction().execute(async (tx) => {
    const grows = backup.every.kind === 'continuous';
    if (newestAt !== null)
      await seeCopy(tx, { plan: plan.slug, backup: name, of, mode, place, bytes, newestAt, grows });
    await keep(tx, { plan: plan.slug, name: nameOf(name), ...said, found: judged(watch!, sight, at) });
  });
}

/** Whether it is as it should be, in figures. */
function judged({ youngerMs, largerThan }: ProviderWatch, { newestAt, bytes, fault }: Sight, at: number): Found {
  const found = { at, ms: 0, value: newestAt === null ? null : at - newestAt };
  if (fault !== null) return { ...found, ok: false, words: fault };
  if (newestAt === null) return { ...found, ok: false, words: '0' };
  const age = rounded(at - newestAt);
  if (at - newestAt >= youngerMs) return { ...found, ok: false, words: `${age} ≥ ${rounded(youngerMs)}` };
  const isSmall = largerThan !== null && (bytes ?? 0) <= largerThan;
  return isSmall
    ? { ...found, ok: false, words: `${bytes ?? 0} B ≤ ${largerThan} B` }
    : { ...found, ok: true, words: age };
}

const rounded = (ms: number): string => spellElapsed(Math.max(0, Math.floor(ms / minute) * minute));
