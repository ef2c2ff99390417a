import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { closeSync } from 'node:fs';

import { lastLines, logEnd, openLog } from './log-file.ts';
import { identify } from './process.ts';
import type { Identity } from './process.ts';

/** A program to start, and the file its output is appended to. */
export interface Command {
  file: string;
  args: readonly string[];
  log: string;
  env?: NodeJS.ProcessEnv;
  cwd?: string;
  uid?: number;
  gid?: number;
  ipc?: boolean;
  /** Called at once with the new process, before it is ready, so that it can be stopped whatever happens next. */
  spawned?: ((identity: Identity) => void) | undefined;
}

/** A program that was started. `exited` answers how it ended, and never rejects. */
export interface Child {
  identity: Identity;
  process: ChildProcess;
  exited: Promise<string>;
  /** What it wrote to its log, the last lines, indented. */
  lastWords(): string;
}

/** Starts a program in a process group of its own, so that Ctrl-C reaches only the engine. */
export async function startChild(command: Command): Promise<Child> {
  const output = openLog(command.log);
  const from = logEnd(command.log);
  const { file, args, log, spawned, ipc, ...options } = command;
  const child = spawn(file, args, {
    ...options,
    detached: true,
    stdio: ['ignore', output, output, ...(ipc ? (['ipc'] as const) : [])],
  });
  closeSync(output);
  const exited = new Promise<string>((resolve) => {
    child.once('exit', (code, signal) => resolve(signal ? `killed by ${signal}` : `exit code ${code}`));
    child.once('error', (error) => resolve(error.message));
  });
  const identity = child.pid === undefined ? undefined : identify(child.pid);
  if (!identity) throw new Error(`${file} did not start: ${await exited}\n${lastLines(log, from)}`);
  spawned?.(identity);
  return { identity, process: child, exited, lastWords: () => lastLines(log, from) };
}

/** Repeats `look` every `everyMs` until it answers; throws when the child ends first or `withinMs` have passed. */
export async function whenReady<T>(
  child: Child,
  name: string,
  look: () => Promise<T | undefined>,
  { withinMs = 60_000, everyMs = 50 } = {},
): Promise<T> {
  let ended: string | undefined;
  void child.exited.then((how) => (ended = how));
  const until = performance.now() + withinMs;
  while (performance.now() < until) {
    const answer = await look();
    if (answer !== undefined) return answer;
    if (ended !== undefined) throw new Error(`${name} ended before it was ready (${ended}).\n${child.lastWords()}`);
    await new Promise((resolve) => setTimeout(resolve, everyMs));
  }
  throw new Error(`${name} was not ready after ${Math.round(withinMs / 1000)} s.\n${child.lastWords()}`);
}
