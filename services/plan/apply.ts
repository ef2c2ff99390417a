import { sha256 } from '../../db/digest.ts';
import { createNumbers } from '../../db/numbers.ts';
import { insertVersion, lockPlan, planByReference, savePeople } from '../../db/plans.ts';
import type { Compiled } from '../../language/compile.ts';
import { Invalid } from '../desk.ts';
import type { Desk } from '../desk.ts';

/** What applying a plan did. */
export interface Applied {
  readonly slug: string;
  readonly title: string;
  readonly version: number;
  readonly changed: boolean;
}

/**
 * Puts a plan in force: new incidents follow it, open ones keep the version they were opened under. The same content again
 * changes nothing. Throws `Invalid` where another plan has its prefix of references.
 */
export async function applyPlan(desk: Desk, { plan, people, calendars }: Compiled, by: string): Promise<Applied> {
  const hash = sha256(JSON.stringify([plan, calendars]));
  const { slug, title, reference } = plan;
  return desk.db.transaction().execute(async (tx) => {
    const standing = await lockPlan(tx, slug);
    const owner = await planByReference(tx, reference);
    if (owner !== undefined && owner.slug !== slug)
      throw new Invalid(`The reference ${reference} belongs to the plan ${owner.slug}: choose another.`, '/reference');
    if (standing !== undefined && standing.reference !== reference)
      throw new Invalid(`The plan ${slug} has the reference ${standing.reference}; it can't be changed.`, '/reference');
    const changed = standing?.hash !== hash;
    const version = changed ? (standing?.version ?? 0) + 1 : standing.version;
    if (changed) {
      await createNumbers(tx, reference);
      await insertVersion(tx, { plan: { ...plan, version }, hash, sources: calendars, at: desk.now(), by });
    }
    await savePeople(tx, slug, people);
    return { slug, title, version, changed };
  });
}
