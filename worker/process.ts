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
