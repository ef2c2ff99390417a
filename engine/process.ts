import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';

import { z } from 'zod';

/** A process, told apart from a later one that got the same pid. */
export const identitySchema = z.object({ pid: z.number(), started: z.string() });
export type Identity = z.infer<typeof identitySchema>;

/** Signals to try in turn, each with the milliseconds given to end by it. */
export type Stages = readonly (readonly [NodeJS.Signals, number])[];

/** Who has this pid now; undefined when nobody does. A zombie is nobody. */
export function identify(pid: number): Identity | undefined {
  const started = process.platform === 'linux' ? startFromProc(pid) : ask(pid, 'lstart');
  return started ? { pid, started } : undefined;
}

/** Whether that very process still runs. */
export function isAlive(identity: Identity): boolean {
  return identify(identity.pid)?.started === identity.started;
}

/** The command line of a process, arguments joined by spaces; empty when it is gone. */
export function commandLine(pid: number): string {
  if (process.platform !== 'linux') return ask(pid, 'command');
  return read(`/proc/${pid}/cmdline`).replaceAll('\0', ' ');
}

/** Ends a process by the gentlest signal that works. False when it outlived all of them. */
export async function stopProcess(identity: Identity, stages: Stages): Promise<boolean> {
  for (const [signal, graceMs] of stages) {
    if (!send(identity, signal)) return true;
    const until = performance.now() + graceMs;
    while (performance.now() < until) {
      await pause(20);
      if (!isAlive(identity)) return true;
    }
  }
  return !isAlive(identity);
}

/** Sends a signal to that very process. False when it is gone. */
export function send(identity: Identity, signal: NodeJS.Signals): boolean {
  if (!isAlive(identity)) return false;
  try {
    return process.kill(identity.pid, signal);
  } catch {
    return false;
  }
}

/** State and start in clock ticks since boot, so the boot belongs to the mark too. */
function startFromProc(pid: number): string {
  const stat = read(`/proc/${pid}/stat`);
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const [state, ticks] = [fields[0], fields[19]];
  if (!ticks || state === 'Z' || state === 'X') return '';
  return `${read('/proc/sys/kernel/random/boot_id').trim()}/${ticks}`;
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

function ask(pid: number, column: string): string {
  try {
    const columns = ['-o', 'stat=', '-o', `${column}=`, '-p', String(pid)];
    const printed = execFileSync('ps', columns, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
    const [state = '', ...rest] = printed.trim().split(/\s+/);
    return state.startsWith('Z') ? '' : rest.join(' ');
  } catch {
    return '';
  }
}
