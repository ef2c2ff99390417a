import { drivers, isInstalled } from '../channels/backups/index.ts';
import { rulesOf } from '../services/plan/rules.ts';
import { listPlans } from '../db/plans.ts';
import { isConfigured } from '../services/backup/configured.ts';
import { toolsNeeded } from '../services/backup/needed.ts';
import type { Desk } from '../services/desk.ts';

import { followPlans } from './plan-follower.ts';

interface Telling {
  readonly desk: Desk;
  readonly tell: (sentence: string) => void;
}

/** Says of each new version of a plan which programs its backups need that are not on this machine: by day, not when a copy is due. */
export const tellMissingTools = ({ desk, tell }: Telling): (() => void) => {
  const told = new Set<string>();
  const doing = async () => {
    for (const sentence of await missingTools(desk)) {
      if (!told.has(sentence)) tell(sentence);
      told.add(sentence);
    }
  };
  return followPlans({ desk, doing, onFailure: () => undefined });
};

/** Of backups that other machines make, those know. */
export async function missingTools(desk: Desk, isThere = isInstalled): Promise<readonly string[]> {
  const sentences: string[] = [];
  for (const { slug, version } of await listPlans(desk.db)) {
    const { plan } = await rulesOf(desk, desk.db, slug, version);
    const running = Object.entries(plan.backups).filter(([, one]) => isConfigured(one, desk.env));
    for (const { program, debian, runsOn, backups } of toolsNeeded(drivers, { backups: Object.fromEntries(running) }))
      if (runsOn === null && !isThere({ program, debian }))
        sentences.push(
          `${slug}: ${program} is not on this machine, and ${backups.map((one) => `backups.${one}`).join(', ')} cannot be made without it (Debian: ${debian})`,
        );
  }
  return sentences;
}
