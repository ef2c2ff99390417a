import { backups } from './checks/backups.ts';
import { calendars } from './checks/calendars.ts';
import { customers } from './checks/customers.ts';
import { escalation } from './checks/escalation.ts';
import { recipients } from './checks/recipients.ts';
import { recovery } from './checks/recovery.ts';
import { references } from './checks/references.ts';
import { restore } from './checks/restore.ts';
import type { Draft } from './draft.ts';
import type { Problem } from './finding.ts';

/** Looks at one matter across the chapters of a plan; `has` knows the files beside it. */
type Check = (draft: Draft, has: (path: string) => boolean) => readonly Problem[];

const checks: readonly Check[] = [references, recipients, escalation, calendars, customers, recovery, restore, backups];

/** Every problem between the chapters of a plan; each entry is well formed by itself. */
export const check: Check = (draft, has) => checks.flatMap((one) => one(draft, has));
