import type { Kysely } from 'kysely';

import type { Database } from '../../db/schema.ts';
import type { Texts } from '../../language/beside.ts';
import { compilePlan } from '../../language/compile.ts';
import { counted, formatFinding } from '../../language/finding.ts';
import type { Finding } from '../../language/finding.ts';
import { mayReach } from '../access/caller.ts';
import type { Caller } from '../access/caller.ts';
import { requirePermission } from '../access/permission.ts';
import { Forbidden } from '../desk.ts';
import type { Desk } from '../desk.ts';
import { once } from '../once.ts';

import { applying } from './apply.ts';
import type { Applied } from './apply.ts';

/** A plan file as somebody sends it. */
export interface Submitted {
  readonly text: string;
  /** What findings call the file. */
  readonly file: string;
  readonly files: Texts;
  readonly dryRun: boolean;
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

/**
 * Checks a plan file and applies it, or says what that would do. The caller's key again is answered as it was, whatever was applied
 * since. Throws `Forbidden`, `PlanRefused`, `Invalid` for a key that came with another body, and what `applyPlan` throws.
 */
export async function submitPlan(
  desk: Desk,
  caller: Caller,
  submitted: Submitted,
  key: string | null,
): Promise<Answered> {
  await requirePermission(desk, caller, 'apply');
  const request = { caller, key, what: 'apply a plan', body: submitted };
  return once(desk, request, () => applyingText(desk, caller, submitted));
}

function applyingText(desk: Desk, caller: Caller, { text, file, files, dryRun }: Submitted) {
  const { findings, compiled } = compilePlan(text, file, { env: desk.env, has: (path) => Object.hasOwn(files, path) });
  if (compiled === undefined) throw new PlanRefused(findings);
  if (!mayReach(caller, compiled.plan.slug))
    throw new Forbidden(`You belong to the plan ${caller.plan}; this file is the plan ${compiled.plan.slug}.`);
  const apply = applying(desk, compiled, caller.by, { texts: files, dryRun });
  return async (tx: Kysely<Database>): Promise<Answered> => ({ ...(await apply(tx)), findings });
}
