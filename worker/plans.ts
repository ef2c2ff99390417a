import { existsSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';

import type { Logger } from 'pino';

import { readBeside } from '../language/beside.ts';
import type { Texts } from '../language/beside.ts';
import { loadPlans } from '../language/load.ts';
import type { Loaded } from '../language/load.ts';
import { filesNamedIn } from '../language/written.ts';
import { Invalid } from '../services/desk.ts';
import type { Desk } from '../services/desk.ts';
import { applyPlan } from '../services/plan/apply.ts';
import type { Applied } from '../services/plan/apply.ts';

import { goneNow, logFindings, news, refused } from './plan-news.ts';
import { watchFolders } from './watch.ts';

interface Keeping {
  /** Files, and folders of them. */
  readonly places: readonly string[];
  readonly log: Pick<Logger, 'info' | 'warn' | 'error'>;
  /** Hears, a line each, what people at a terminal should know. */
  readonly tell: (line: string) => void;
}

type Found = Loaded & { readonly texts: Texts };

/**
 * Applies the plans in these places, then each that changes, with the Markdown beside it. A plan that has become wrong, or whose
 * file is gone, stays as it was applied. Answers the plans applied at first; throws when Postgres fails meanwhile.
 */
export async function keepPlans(desk: Desk, { places, log, tell }: Keeping) {
  let seen: ReadonlyMap<string, string> = new Map();
  let folders = foldersOf(places, []);
  const [standing, ailing] = [new Set<string>(), new Set<string>()];

  async function look(): Promise<readonly Applied[]> {
    const found = await findPlans(desk, places);
    folders = foldersOf(places, found);
    const now = new Map(found.map((one) => [one.file, JSON.stringify([one.text, one.texts, one.findings])]));
    const fresh = found.filter(({ file }) => seen.get(file) !== now.get(file));
    const gone = [...seen.keys()].filter((file) => !now.has(file));
    const applied: Applied[] = [];
    for (const one of fresh) applied.push(...(await take(one)));
    for (const file of gone) complain('warn', file, goneNow(file, standing.has(file)));
    seen = now;
    return applied;
  }

  /** What is wrong with one plan must not keep the others from running. */
  async function take(one: Found): Promise<readonly Applied[]> {
    logFindings(log, one.findings);
    try {
      const applied = one.compiled && (await applyPlan(desk, one.compiled, 'files', { texts: one.texts }));
      if (applied !== undefined) return welcome(one, applied);
      complain('error', one.file, refused(one));
    } catch (error) {
      if (!(error instanceof Invalid)) throw error;
      complain('error', one.file, `${one.file} is not applied: ${error.message}`);
    }
    return [];
  }

  function welcome(one: Found, applied: Applied): readonly Applied[] {
    for (const line of news(one, applied, ailing.has(one.file))) say('info', line);
    ailing.delete(one.file);
    standing.add(one.file);
    return [applied];
  }

  function complain(level: 'warn' | 'error', file: string, line: string): void {
    ailing.add(file);
    say(level, line);
  }

  function say(level: 'info' | 'warn' | 'error', line: string): void {
    log[level](line);
    tell(line);
  }

  const plans = await look();
  const onFailure = (error: unknown) => log.warn({ err: String(error) }, 'plan files');
  const stop = watchFolders({ folders: () => folders, onChange: async () => void (await look()), onFailure });
  return { plans, stop };
}

async function findPlans({ env }: Desk, places: readonly string[]): Promise<readonly Found[]> {
  const loaded = await loadPlans(places, env);
  return Promise.all(
    loaded.map(async (one) => ({ ...one, texts: await readBeside(one.file, one.compiled?.written ?? null) })),
  );
}

/** Where plans and the texts beside them stand; of what is not there yet, where it would appear. */
function foldersOf(places: readonly string[], found: readonly Found[]): readonly string[] {
  const inside = (folder: string, path: string): readonly string[] =>
    dirname(path) === '.' ? [] : [...inside(folder, dirname(path)), join(folder, dirname(path))];
  const beside = found.flatMap(({ file, compiled }) =>
    filesNamedIn(compiled?.written ?? null).flatMap((path) => inside(dirname(file), path)),
  );
  const around = places.map((place) => (isFolder(place) ? place : dirname(place)));
  return [...new Set([...around, ...beside])].filter((folder) => existsSync(folder));
}

const isFolder = (place: string): boolean => statSync(place, { throwIfNoEntry: false })?.isDirectory() === true;
