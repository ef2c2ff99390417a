import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';

import type { Texts } from '../../language/beside.ts';
import type { Json } from '../../language/json.ts';
import type { PlanVersion } from '../answers.ts';
import { reach } from '../api.ts';
import { Undone } from '../ends.ts';

/** A plan to compare or show: a file, or an applied version. */
export type Side =
  | { readonly kind: 'file'; readonly name: string; readonly text: string }
  | { readonly kind: 'version'; readonly name: string; readonly plan: PlanVersion };

/** Finds a plan by the path of its file, by `SLUG` or by `SLUG@VERSION`. Throws `Undone` or, where there is no such version, `Refused`. */
export async function findPlan(name: string, url: string | undefined): Promise<Side> {
  const isFile = await stat(name).then(
    (found) => found.isFile(),
    () => false,
  );
  if (isFile) return { kind: 'file', name, text: await readFile(name, 'utf8') };
  const [, slug, version] = /^([a-z][a-z0-9-]*)(?:@(\d{1,9}))?$/.exec(name) ?? [];
  if (slug === undefined)
    throw new Undone(`There is no file ${name}; an applied plan is named as transport or transport@3.`);
  const api = await reach(url);
  const plan = await api.get<PlanVersion>(`/plans/${slug}${version === undefined ? '' : `/versions/${version}`}`);
  return { kind: 'version', name, plan };
}

/** What a side says, without contacts, and the digests of the texts beside it. Throws `Undone` where its file can't be read. */
export async function contentOf(side: Side): Promise<{ written: Json; texts: Texts }> {
  if (side.kind === 'version') return { written: side.plan.written as Json, texts: side.plan.files };
  const [{ parse }, { withoutContacts }, { readBeside }, { formatFinding }] = await Promise.all([
    import('../../language/parse.ts'),
    import('../../language/written.ts'),
    import('../../language/beside.ts'),
    import('../../language/finding.ts'),
  ]);
  const { value, readable, findings } = parse(side.text, side.name);
  if (!readable) throw new Undone(findings.slice(0, 3).map(formatFinding).join('; '));
  const written = withoutContacts(value as Json);
  const texts = await readBeside(side.name, written);
  return {
    written,
    texts: Object.fromEntries(Object.entries(texts).map(([path, text]) => [path, digest(text)])),
  };
}

const digest = (text: string): string => createHash('sha256').update(text).digest('hex');
