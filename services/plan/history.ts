import { sha256 } from '../../db/digest.ts';
import { isSlug, versionsOf, wholeVersion } from '../../db/plan-versions.ts';
import { mayReach } from '../access/caller.ts';
import type { Caller } from '../access/caller.ts';
import { NotFound } from '../desk.ts';
import type { Desk } from '../desk.ts';

const mayRead = (caller: Caller, slug: string): boolean => isSlug(slug) && mayReach(caller, slug);

/** Every version of a plan, the newest first: when, by whom, and what it changed. Throws `NotFound`. */
export async function planHistory(desk: Desk, caller: Caller, slug: string) {
  const versions = mayRead(caller, slug) ? await versionsOf(desk.db, slug) : [];
  if (versions.length === 0) throw new NotFound(`There is no plan ${slug}.`);
  return versions.map(({ version, hash, applied_at, applied_by, changes }) => ({
    version,
    hash,
    appliedAt: applied_at,
    appliedBy: applied_by,
    changes,
  }));
}

/** One version of a plan as it is written, by default the one in force; of the texts beside it, their SHA-256. Throws `NotFound`. */
export async function planAt(desk: Desk, caller: Caller, slug: string, version?: number) {
  const row = mayRead(caller, slug) ? await wholeVersion(desk.db, slug, version) : undefined;
  if (row === undefined)
    throw new NotFound(
      version === undefined ? `There is no plan ${slug}.` : `There is no version ${version} of ${slug}.`,
    );
  const { title, reference } = row.compiled;
  return {
    slug,
    title,
    reference,
    version: row.version,
    hash: row.hash,
    appliedAt: row.applied_at,
    appliedBy: row.applied_by,
    changes: row.changes,
    written: row.written as Record<string, unknown>,
    files: Object.fromEntries(Object.entries(row.files).map(([path, text]) => [path, sha256(text)])),
  };
}
