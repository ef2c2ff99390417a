import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';

/** What every program needs, and what holds no secret. */
const usual = ['PATH', 'HOME', 'LANG', 'LC_ALL', 'TZ', 'TMPDIR'];

/** What a program finds around it. */
export interface Surroundings {
  /** All that it sees of the environment, beside its path and language. */
  readonly environment: Readonly<Record<string, string>>;
  /** Ends it. */
  readonly signal: AbortSignal;
  readonly folder?: string | undefined;
  readonly as?: { readonly uid: number; readonly gid: number } | undefined;
  /** How long it may take to end when it is told to, before it is made to; nothing where it is left out. */
  readonly graceMs?: number;
  /** What tells it; SIGTERM where it is left out. */
  readonly endsBy?: NodeJS.Signals;
  /** Hears what it says, as it says it; left out, nobody does. */
  readonly hear?: (said: string, where: 'out' | 'err') => void;
}

export interface Ended {
  readonly code: number | null;
  readonly killedBy: string | null;
}

/**
 * Runs a program to its end, without a shell and with nothing of the environment but what is given. It is the leader of a group
 * of its own, and whatever it has begun ends with it. Throws where it could not begin, and the reason of `signal` once that ends it.
 */
export async function runProgram(
  [program, ...args]: readonly [string, ...string[]],
  { environment, signal, folder, as, graceMs = 0, endsBy = 'SIGTERM', hear }: Surroundings,
): Promise<Ended> {
  signal.throwIfAborted();
  const heard = hear === undefined ? 'ignore' : 'pipe';
  const child = spawn(program, args, {
    detached: true,
    stdio: ['ignore', heard, heard],
    env: { ...usualOf(process.env), ...environment },
    cwd: folder,
    ...as,
  });
  if (hear) listen(child, hear);
  const stop = () => stopGroup(child, graceMs, endsBy);
  signal.addEventListener('abort', stop, { once: true });
  try {
    const closed = once(child, 'close');
    closed.catch(() => undefined);
    const [code, killedBy] = (await once(child, 'exit')) as [number | null, string | null];
    // Those whom it has begun may hold its output open for as long as they like.
    endGroup(child.pid, 'SIGKILL');
    await closed;
    signal.throwIfAborted();
    return { code, killedBy };
  } finally {
    signal.removeEventListener('abort', stop);
    endGroup(child.pid, 'SIGKILL');
  }
}

const usualOf = (environment: NodeJS.ProcessEnv): Record<string, string> =>
  Object.fromEntries(
    usual.flatMap((name) => {
      const value = environment[name];
      return value === undefined ? [] : [[name, value]];
    }),
  );

function listen({ stdout, stderr }: ChildProcess, hear: NonNullable<Surroundings['hear']>): void {
  stdout?.setEncoding('utf8').on('data', (said: string) => hear(said, 'out'));
  stderr?.setEncoding('utf8').on('data', (said: string) => hear(said, 'err'));
}

function stopGroup({ pid }: ChildProcess, graceMs: number, endsBy: NodeJS.Signals): void {
  if (graceMs === 0) return endGroup(pid, 'SIGKILL');
  endGroup(pid, endsBy);
  setTimeout(() => endGroup(pid, 'SIGKILL'), graceMs).unref();
}

function endGroup(leader: number | undefined, signal: NodeJS.Signals): void {
  if (leader === undefined) return;
  try {
    process.kill(-leader, signal);
  } catch {
    // Nobody of it is left.
  }
}
