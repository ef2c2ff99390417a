/** A percentile of values in any order; 0 where there are none. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? 0;
}

/** The figures one wants of lateness, in seconds. */
export const spread = (ms: readonly number[]) => ({
  count: ms.length,
  p50: percentile(ms, 0.5) / 1000,
  p99: percentile(ms, 0.99) / 1000,
  max: percentile(ms, 1) / 1000,
});

/** Prints rows as a table for people, or with `--json` as one JSON document. */
export function report(rows: readonly Record<string, string | number>[]): void {
  if (process.argv.includes('--json')) console.log(JSON.stringify(rows, undefined, 2));
  else console.table(rows);
}

/** Does it for each number below `count`, `atOnce` at a time; answers how many were done in a second. */
export async function rate(count: number, atOnce: number, doing: (index: number) => Promise<unknown>): Promise<number> {
  const began = performance.now();
  let next = 0;
  const lane = async () => {
    while (next < count) await doing(next++);
  };
  await Promise.all(Array.from({ length: atOnce }, lane));
  return Math.round((count / (performance.now() - began)) * 1000);
}
