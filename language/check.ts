import { access } from './checks/access.ts';
import { backupTimes } from './checks/backup-times.ts';
import { backups } from './checks/backups.ts';
import { businessHours } from './checks/business-hours.ts';
import { calendars } from './checks/calendars.ts';
import { communication } from './checks/communication.ts';
import { contradictions } from './checks/contradictions.ts';
import { customers } from './checks/customers.ts';
import { escalation } from './checks/escalation.ts';
import { files } from './checks/files.ts';
import { integrations } from './checks/integrations.ts';
import { levels } from './checks/levels.ts';
import { notice } from './checks/notice.ts';
import { objectives } from './checks/objectives.ts';
import { onCall } from './checks/on-call.ts';
import { pauses } from './checks/pauses.ts';
import { phases } from './checks/phases.ts';
import { procedures } from './checks/procedures.ts';
import { promises } from './checks/promises.ts';
import { recipients } from './checks/recipients.ts';
import { recovery } from './checks/recovery.ts';
import { references } from './checks/references.ts';
import { releases } from './checks/releases.ts';
import { restore } from './checks/restore.ts';
import { reviews } from './checks/reviews.ts';
import { literalSecrets } from './checks/secrets.ts';
import { services } from './checks/services.ts';
import { steps } from './checks/steps.ts';
import { telling } from './checks/telling.ts';
import { targets } from './checks/targets.ts';
import { templates } from './checks/templates.ts';
import { tiers } from './checks/tiers.ts';
import { unused } from './checks/unused.ts';
import { uptime } from './checks/uptime.ts';
import { vulnerabilities } from './checks/vulnerabilities.ts';
import { watching } from './checks/watching.ts';
import { maintenanceWindow } from './checks/window.ts';
import { isFlawed } from './draft.ts';
import type { Draft } from './draft.ts';
import type { Problem } from './finding.ts';

/** What is known beside a plan: the files there, by paths from its folder, and when it is, epoch ms. */
interface Beside {
  readonly has: (path: string) => boolean;
  readonly nowAt: number;
}

/** Looks at one matter across the chapters of a plan. */
type Check = (draft: Draft, beside: Beside) => readonly Problem[];

/** They look at all that is written. */
const ofNames: readonly Check[] = [references, recipients, literalSecrets];
/** They look at what is well formed. */
const ofSense: readonly Check[] = [
  access,
  escalation,
  calendars,
  customers,
  promises,
  levels,
  tiers,
  targets,
  phases,
  pauses,
  procedures,
  steps,
  releases,
  files,
  telling,
  communication,
  integrations,
  templates,
  onCall,
  contradictions,
  objectives,
  reviews,
  unused,
  recovery,
  restore,
  backups,
  backupTimes,
  notice,
  maintenanceWindow,
  businessHours,
  uptime,
  services,
  watching,
  vulnerabilities,
];

/** Every problem between the chapters of a plan. Of an entry that is not well formed only its names are looked at. */
export const check: Check = (draft, beside) => {
  const sound = ({ path, related = [] }: Problem): boolean =>
    ![path, related].some((one) => one.length > 0 && isFlawed(draft, ...one.slice(0, 2)));
  return [
    ...ofNames.flatMap((one) => one(draft, beside)),
    ...ofSense.flatMap((one) => one(draft, beside)).filter(sound),
  ];
};
