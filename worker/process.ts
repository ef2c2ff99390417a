/** Longer than an orderly end may take. */
const patienceMs = 15_000;

/** When this process is told to stop: by a signal, or because the one that started it is gone. */
export function untilTold(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => resolve());
    process.once('disconnect', () => resolve());
  });
}

/** Tries until it works, every second; `onFailure` hears of each failure. */
export async function withRetry<T>(doing: () => Promise<T>, onFailure: (error: unknown) => void): Promise<T> {
  for (;;) {
    try {
      return await doing();
    } catch (error) {
      onFailure(error);
      await new Promise((resolve) => setTimeout(resolve, 1000));
    }
  }
}

/** Runs a process of Guardia. What keeps it from beginning is told in a sentence, and it ends with 2. */
export async function run(name: string, main: () => Promise<void>): Promise<void> {
  // Told so while it still waits for Postgres or Temporal, it has nothing to finish: nobody must outlive who started it.
  process.once('disconnect', () => setTimeout(() => process.exit(1), patienceMs));
  try {
    await main();
    process.exit(0);
  } catch (error) {
    process.stderr.write(`${name} cannot run: ${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(2);
  }
}
