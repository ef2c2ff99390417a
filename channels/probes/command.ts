import { runProgram } from '../command.ts';

import { Fault } from './fault.ts';

/** Runs a program to its end. Throws a `Fault` where it does not end with 0. */
export async function run(
  command: readonly [string, ...string[]],
  environment: Readonly<Record<string, string>>,
  signal: AbortSignal,
): Promise<void> {
  const { code, killedBy } = await runProgram(command, { environment, signal });
  if (code !== 0) throw new Fault(code === null ? `killed by ${killedBy}` : `exit code ${code}`);
}
