import { existsSync } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Plan } from '../domain/plan.ts';
import { compilePlan } from './compile.ts';
import type { Compilation } from './compile.ts';
import type { Finding } from './finding.ts';
import { rules } from './rules.ts';
import type { RuleId } from './rules.ts';
import type { Environment } from './settings.ts';
import { largest, tooLarge } from './unfit.ts';

export interface Loaded extends Compilation {
  readonly file: string;
  /** The file's text, for versions; empty where it could not be read. */
  readonly text: string;
}

/** Reads and compiles plan files; of a folder its `*.yaml` (not `*.map.yaml`), not its subfolders. What cannot be read is a finding. */
export async function loadPlans(places: readonly string[], env: Environment): Promise<readonly Loaded[]> {
  const files = (await Promise.all(places.map(filesAt))).flat();
  const loaded = await Promise.all([...new Set(files)].map((file) => loadPlan(file, env)));
  return loaded.map((one) => apart(one, loaded));
}

async function filesAt(place: string): Promise<readonly string[]> {
  const folder = await stat(place).then(
    (found) => found.isDirectory(),
    () => false,
  );
  if (!folder) return [place];
  const entries = await readdir(place, { withFileTypes: true });
  return entries
    .filter((entry) => !entry.isDirectory() && /(?<!\.map)\.ya?ml$/.test(entry.name))
    .map(({ name }) => join(place, name))
    .toSorted();
}

async function loadPlan(file: string, env: Environment): Promise<Loaded> {
  const read = await textOf(file);
  const has = (path: string): boolean => existsSync(join(dirname(file), path));
  return 'text' in read
    ? { file, text: read.text, ...compilePlan(read.text, file, { env, has }) }
    : { file, text: '', findings: [fileFinding(file, read.rule, read.message)], compiled: undefined };
}

async function textOf(file: string): Promise<{ text: string } | { rule: RuleId; message: string }> {
  try {
    const { size } = await stat(file);
    if (size > largest) return tooLarge;
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(await readFile(file)) };
  } catch (error) {
    if (error instanceof TypeError) return { rule: 'encoding', message: 'the file is not text in UTF-8' };
    return {
      rule: 'unreadable',
      message: whyUnread((error as NodeJS.ErrnoException).code ?? 'unknown'),
    };
  }
}

function whyUnread(code: string): string {
  if (code === 'ENOENT' || code === 'ENOTDIR') return 'there is no such file';
  return code === 'EACCES' ? 'the file may not be read' : `the file cannot be read (${code})`;
}

/** Rules duplicate-plan and duplicate-reference: of plans that are loaded together and share a name or a prefix none is the right one. */
function apart(one: Loaded, all: readonly Loaded[]): Loaded {
  if (one.compiled === undefined) return one;
  const { slug, reference } = one.compiled.plan;
  const others = all.filter((other) => other !== one);
  const filesOf = (clashes: (plan: Plan) => boolean): string =>
    others.flatMap(({ file, compiled }) => (compiled && clashes(compiled.plan) ? [file] : [])).join(' and ');
  const namesakes = filesOf((plan) => plan.slug === slug);
  const rivals = filesOf((plan) => plan.slug !== slug && plan.reference === reference);
  const clashes = [
    ...(namesakes ? [fileFinding(one.file, 'duplicate-plan', `the plan \`${slug}\` stands in ${namesakes} too`)] : []),
    ...(rivals
      ? [fileFinding(one.file, 'duplicate-reference', `the prefix \`${reference}\` is that of ${rivals} too`)]
      : []),
  ];
  return clashes.length === 0 ? one : { ...one, findings: [...clashes, ...one.findings], compiled: undefined };
}

const fileFinding = (file: string, rule: RuleId, message: string): Finding => ({
  file,
  line: 1,
  col: 1,
  path: '',
  rule,
  severity: rules[rule][0],
  message,
});
