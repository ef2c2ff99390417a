import { fileURLToPath } from 'node:url';

import { startChild, whenReady } from './child.ts';
import type { Identity } from './process.ts';

const root = fileURLToPath(new URL('..', import.meta.url));

/** One of Guardia's own programs: a TypeScript file run by this Node, from the root of the project. */
export interface ProgramOptions {
  file: string;
  env: NodeJS.ProcessEnv;
  log: string;
  spawned?: ((identity: Identity) => void) | undefined;
  /** Hears what the program has to say to people at the terminal, a line each: `{line}` over IPC. */
  say?: ((line: string) => void) | undefined;
}

/** What a program said of itself when it was ready: `{ready: true, …}` over IPC. */
export interface RunningProgram {
  said: Record<string, unknown>;
  exited: Promise<string>;
}

/** Starts a program and answers once it has said that it is ready; it ends itself when this process does, by IPC `disconnect`. */
export async function startProgram(
  name: string,
  { file, env, log, spawned, say }: ProgramOptions,
): Promise<RunningProgram> {
  const child = await startChild({ file: process.execPath, args: [file], cwd: root, ipc: true, env, log, spawned });
  let said: Record<string, unknown> | undefined;
  child.process.on('message', (message: Record<string, unknown>) => {
    if (message['ready'] === true) said = message;
    if (typeof message['line'] === 'string') say?.(message['line'].replaceAll(/\p{Cc}+/gu, ' '));
  });
  // Sending to a program that has just died is no reason for the engine to die.
  child.process.on('error', () => undefined);
  return { said: await whenReady(child, name, async () => said), exited: child.exited };
}
