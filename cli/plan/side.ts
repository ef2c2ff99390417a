import { createHash } from 'node:crypto';
import { stat } from 'node:fs/promises';

import type { Texts } from '../../language/beside.ts';
import { refuses } from '../../language/finding.ts';
import type { Json } from '../../language/json.ts';
import type { Loaded } from '../../language/load.ts';
import type { PlanVersion } from '../answers.ts';
import { reach } from '../api.ts';
import { Undone } from '../ends.ts';
import type { Everywhere } from '../options.ts';

import { loadFiles, tellFindings } from './check.ts';

/** A plan to compare or show: a file, or an applied version. */
export type Side =
  | { readonly kind: 'file'; readonly loaded: Loaded }
  | { readonly kind: 'version'; readonly plan: PlanVersion };

/**
 * Finds plans by the path of their file, by `SLUG` or by `SLUG@VERSION`. Where files have errors, prints them. Throws `Undone` or,
 * where there is no such version or a file has errors, `Refused`.
 */
export async function findPlans(names: readonly string[], { url, json }: Everywhere): Promise<readonly Side[]> {
  const sides: Side[] = [];
  for (const name of names) sides.push(await findPlan(name, url));
  const wrong = sides.flatMap((side) => (side.kind === 'file' && refuses(side.loaded.findings) ? [side.loaded] : []));
  if (wrong.length > 0) tellFindings(wrong, { ...(json && { json }) });
  return sides;
}

async function findPlan(name: string, url: string | undefined): Promise<Side> {
  const isFile = await stat(name).then(
    (found) => found.isFile(),
    () => false,
  );
  if (isFile) return { kind: 'file', loaded: (await loadFiles([name]))[0]! };
  const [, slug, version] = /^([a-z][a-z0-9-]*)(?:@(\d{1,9}))?$/.exec(name) ?? [];
  if (slug === undefined)
    throw new Undone(`There is no file ${name}; an applied plan is named as transport or transport@3.`);
  const api = await reach(url);
  const plan = await api.get<PlanVersion>(`/plans/${slug}${version === undefined ? '' : `/versions/${version}`}`);
  return { kind: 'version', plan };
}

/** What a side says, without contacts, and the digests of the texts beside it. */
export async function contentOf(side: Side): Promise<{ written: Json; texts: Texts }> {
  if (side.kind === 'version') return { written: side.plan.written as Json, texts: side.plan.files };
  const { readBeside } = await import('../../language/beside.ts');
  const { file, compiled } = side.loaded;
  const written = compiled?.written ?? null;
  const texts = await readBeside(file, written);
  return {
    written,
    texts: Object.fromEntries(Object.entries(texts).map(([path, text]) => [path, digest(text)])),
  };
}

const digest = (text: string): string => createHash('sha256').update(text).digest('hex');
