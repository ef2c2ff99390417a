import { spawn } from 'node:child_process';
import { once } from 'node:events';

import { Fault } from './fault.ts';

/** What every program needs, and what holds no secret. */
const usual = ['PATH', 'HOME', 'LANG', 'LC_ALL', 'TZ', 'TMPDIR'];

/**
 * Runs a program to its end, without a shell and with nothing of the environment but what is given. It is the leader of a group
 * of its own, and whatever it has begun ends with it. Throws a `Fault` where it does not end with 0.
 */
export async function run(
  [program, ...args]: readonly [string, ...string[]],
  environment: Readonly<Record<string, string>>,
  signal: AbortSignal,
): Promise<void> {
  const own = Object.fromEntries(
    usual.flatMap((name) => (process.env[name] === undefined ? [] : [[name, process.env[name]]])),
  );
  const child = spawn(program, args, { detached: true, stdio: 'ignore', env: { ...own, ...environment } });
  const stop = () => endGroup(child.pid);
  signal.addEventListener('abort', stop, { once: true });
  try {
    const [code, killedBy] = (await once(child, 'close')) as [number | null, string | null];
    signal.throwIfAborted();
    if (code !== 0) throw new Fault(code === null ? `killed by ${killedBy}` : `exit code ${code}`);
  } finally {
    signal.removeEventListener('abort', stop);
    endGroup(child.pid);
  }
}

function endGroup(leader: number | undefined): void {
  if (leader === undefined) return;
  try {
    process.kill(-leader, 'SIGKILL');
  } catch {
    // Nobody of it is left.
  }
}
