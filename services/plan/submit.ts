import type { Kysely } from 'kysely';

import { machines } from '../../db/machines.ts';
import type { Database } from '../../db/schema.ts';
import type { Texts } from '../../language/beside.ts';
import { compilePlan } from '../../language/compile.ts';
import { counted, formatFinding } from '../../language/finding.ts';
import type { Finding } from '../../language/finding.ts';
import { makeMissingKeys } from '../alert/door-keys.ts';
import type { DoorKey } from '../alert/door-keys.ts';
import { forgetDoors } from '../alert/keys.ts';
import { mayReach } from '../access/caller.ts';
import type { Caller } from '../access/caller.ts';
import { requirePermission } from '../access/permission.ts';
import { missingFor } from '../doctor/programs.ts';
import { Forbidden } from '../desk.ts';
import type { Desk } from '../desk.ts';
import { once } from '../once.ts';

import { applying } from './apply.ts';
import type { Applied } from './apply.ts';
import { impactOf } from './impact.ts';
import type { Impact } from './impact.ts';
import { migrateIncidents } from './migrate.ts';
import type { Migration } from './migrate.ts';

/** A plan file as somebody sends it. */
export interface Submitted {
  readonly text: string;
  /** What findings call the file. */
  readonly file: string;
  readonly files: Texts;
  readonly dryRun: boolean;
  /** Whether open work moves to this version as well; where it is left out, it stays under its own. */
  readonly migrate?: boolean | undefined;
  /** Whether promises then count from where they began. */
  readonly retroactive?: boolean | undefined;
}

/** A plan file that cannot be applied: its errors, in the order of the text. What is no error, and what the plan accepts, is not among them. */
export class PlanRefused extends Error {
  readonly errors: readonly Finding[];
  constructor(findings: readonly Finding[]) {
    const errors = findings.filter(({ severity }) => severity === 'error');
    const more = errors.length > mostTold ? [`… and ${errors.length - mostTold} more`] : [];
    super(`The plan has ${counted(errors)}: ${[...errors.slice(0, mostTold).map(formatFinding), ...more].join('; ')}`);
    this.errors = errors;
  }
}

const mostTold = 5;

/** What applying did, or would do, and what there is to say about the file. */
export type Answered = Applied & { readonly findings: readonly Finding[] };

/** With what it did to open work, or in a dry run what moving open work would do; the keys that it made are told this once. */
export type Submission = Answered & {
  readonly impact?: Impact;
  readonly migration?: Migration;
  readonly keys: readonly DoorKey[];
  /** What it needs that is not there: said now, not when it is due. */
  readonly warnings: readonly string[];
};

/**
 * Checks a plan file and applies it, or says what that would do. The caller's key again is answered as it was, whatever was applied
 * since, but what has become of open work is told as it is. Throws `Forbidden`, `PlanRefused`, `Invalid` for a key that came with another body, and what `applyPlan` throws.
 */
export async function submitPlan(
  desk: Desk,
  caller: Caller,
  submitted: Submitted,
  key: string | null,
): Promise<Submission> {
  await requirePermission(desk, caller, 'apply');
  const request = { caller, key, what: 'apply a plan', body: submitted };
  const { dryRun, migrate = false, retroactive = true } = submitted;
  // Kept nowhere, not even with the answer: a repeated request is not told them again.
  let keys: readonly DoorKey[] = [];
  const applied = await once(desk, request, () => applyingText(desk, caller, submitted, (made) => void (keys = made)));
  const answer = { ...applied, keys, warnings: await warningsOf(desk, submitted) };
  const { slug, version } = answer;
  forgetDoors(desk);
  if (dryRun) return { ...answer, impact: await impactFor(desk, caller, submitted, version) };
  if (!migrate) return answer;
  return { ...answer, migration: await migrateIncidents(desk, caller, { slug, version, retroactive }) };
}

const compiledFrom = ({ env }: Desk, { text, file, files }: Submitted) =>
  compilePlan(text, file, { env, has: (path) => Object.hasOwn(files, path) });

/** Whatever may be missing keeps no plan from being applied, and nor does not knowing. */
async function warningsOf(desk: Desk, submitted: Submitted): Promise<readonly string[]> {
  const { around, db, env } = desk;
  const { compiled } = compiledFrom(desk, submitted);
  if (around === undefined || compiled === undefined) return [];
  const items = missingFor(compiled.plan, { around, env, machines: await machines(db) });
  return items.filter(({ state }) => state === 'missing').map(({ says, mend }) => `${says}. ${mend ?? ''}`.trim());
}

async function impactFor(desk: Desk, caller: Caller, submitted: Submitted, version: number): Promise<Impact> {
  const { findings, compiled } = compiledFrom(desk, submitted);
  if (compiled === undefined) throw new PlanRefused(findings);
  return impactOf(desk, caller, compiled, { version, retroactive: submitted.retroactive ?? true });
}

function applyingText(desk: Desk, caller: Caller, submitted: Submitted, onKeys: (made: readonly DoorKey[]) => void) {
  const { files, dryRun } = submitted;
  const { findings, compiled } = compiledFrom(desk, submitted);
  if (compiled === undefined) throw new PlanRefused(findings);
  if (!mayReach(caller, compiled.plan.slug))
    throw new Forbidden(`You belong to the plan ${caller.plan}; this file is the plan ${compiled.plan.slug}.`);
  const apply = applying(desk, compiled, caller.by, { texts: files, dryRun });
  return async (tx: Kysely<Database>): Promise<Answered> => {
    const applied = await apply(tx);
    if (!dryRun) onKeys(await makeMissingKeys(desk, tx, compiled.plan));
    return { ...applied, findings };
  };
}
