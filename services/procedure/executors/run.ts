import { realpath } from 'node:fs/promises';
import { resolve, sep } from 'node:path';

import type { Outcome } from '../../../domain/procedure/reported.ts';
import type { Executor } from '../job.ts';

import { fill } from './words.ts';

/** How long a program may take to end by itself when it must. */
const graceMs = 2000;

/** Runs a program from the plan's folder, or the one that undoes it; it has succeeded where it ends with 0. */
export const run: Executor<{ kind: 'run'; command: readonly string[] }> = async (desk, tools, job, { command }) => {
  const written = job.undo ? (job.step.undo ?? []) : command;
  const filled = fill(written, desk.env, job.answers);
  if (typeof filled === 'string') return { result: 'failed', why: filled };
  const { words, environment } = filled;
  const folder = tools.folderOf(job.run.plan);
  if (folder === null) return { result: 'failed', why: 'no-folder' };
  const program = await programIn(folder, words[0] ?? '');
  if (program === null) return { result: 'failed', why: 'outside' };
  const { signal, say } = job;
  const whole = [program, ...words.slice(1)] as const;
  try {
    const { code, killedBy } = await tools.run(whole, { environment, signal, folder, graceMs, hear: say });
    if (code === 0) return { result: 'done', data: { code } };
    if (code !== null) return { result: 'failed', why: 'exit', data: { code } };
    return { result: 'failed', why: 'killed', data: { signal: killedBy } };
  } catch (error) {
    return notBegun(error, signal);
  }
};

/** A bare name is looked for where programs are; a path is one in the plan's folder, and null where it leads out of it. */
async function programIn(folder: string, program: string): Promise<string | null> {
  if (!program.includes('/') || program.startsWith('/')) return program;
  const whole = resolve(folder, program);
  const [home, real] = await Promise.all([folder, whole].map((path) => realpath(path).catch(() => path)));
  return isIn(resolve(folder), whole) && isIn(resolve(home!), real!) ? whole : null;
}

const isIn = (folder: string, path: string): boolean => path.startsWith(folder.endsWith(sep) ? folder : folder + sep);

function notBegun(error: unknown, signal: AbortSignal): Outcome {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (signal.aborted || (code !== 'ENOENT' && code !== 'EACCES')) throw error;
  return { result: 'failed', why: code === 'ENOENT' ? 'no-program' : 'not-executable' };
}
