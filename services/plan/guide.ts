import { isSlug, wholeVersion } from '../../db/plan-versions.ts';
import { mayReach } from '../access/caller.ts';
import type { Caller } from '../access/caller.ts';
import { NotFound } from '../desk.ts';
import type { Desk } from '../desk.ts';

/** A runbook or an article, as one version of a plan has it. */
export interface Asked {
  readonly slug: string;
  readonly version: number;
  readonly chapter: 'runbooks' | 'articles';
  readonly name: string;
}

/** Its text, Markdown. Throws `NotFound`, also where the text was not beside the plan when that version was applied. */
export async function guide({ db }: Desk, caller: Caller, { slug, version, chapter, name }: Asked) {
  const row = isSlug(slug) && mayReach(caller, slug) ? await wholeVersion(db, slug, version) : undefined;
  const found = own(row?.compiled[chapter], name);
  const one = chapter === 'runbooks' ? 'runbook' : 'article';
  if (found === undefined) throw new NotFound(`There is no ${one} ${name} in version ${version} of ${slug}.`);
  const text = own(row?.files, found.file);
  if (text === undefined)
    throw new NotFound(`The text of the ${one} ${name}, ${found.file}, was not beside version ${version} of ${slug}.`);
  return { name, title: found.title, file: found.file, text };
}

const own = <T>(entries: Readonly<Record<string, T>> = {}, name: string): T | undefined =>
  Object.hasOwn(entries, name) ? entries[name] : undefined;
