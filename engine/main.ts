import { messageOf } from './errors.ts';
import { startRun } from './run.ts';
import type { Run } from './run.ts';
import { readSettings } from './settings.ts';
import { openTerminal } from './terminal.ts';

/** npm hands a Ctrl-C on to us that we have had from the terminal already; only a later one is meant. */
const sameCtrlCMs = 1_000;

const terminal = openTerminal(process.stdout);
openTerminal(process.stderr);

try {
  await guard(startRun(readSettings(process.env), { api: 'api/main.ts', worker: 'worker/main.ts' }, terminal));
} catch (error) {
  explain(error);
  process.exit(1);
}

async function guard(run: Run): Promise<void> {
  let stopping: Promise<void> | undefined;
  let askedAt = 0;

  const stop = (exitCode: number) => {
    askedAt = performance.now();
    terminal.line('\nStopping …');
    stopping ??= run.stop().then(() => {
      terminal.line('Stopped. The data is kept for the next start.');
      process.exit(exitCode);
    });
  };
  const force = () => {
    run.kill();
    process.exit(130);
  };
  const onSignal = (signal: NodeJS.Signals) => {
    if (!stopping) stop(0);
    else if (signal === 'SIGINT' && performance.now() - askedAt > sameCtrlCMs) force();
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, onSignal);
  const fail = (error: unknown) => {
    if (stopping) return;
    explain(error);
    stop(1);
  };
  process.on('uncaughtException', fail);
  process.on('unhandledRejection', fail);
  await run.ready.catch(fail);
}

function explain(error: unknown): void {
  terminal.line(`\nGuardia could not start.\n${messageOf(error)}`);
}
