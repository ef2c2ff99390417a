/** What is known of copies made before, the newest first. */
interface Past {
  readonly bytes: number | null;
  readonly ms: number | null;
}

/** Of fewer nobody can say what is usual. */
const enough = 3;
const considered = 10;
/** What is quicker is never slow. */
const leastMs = 60_000;

/**
 * Why a copy that was made should be looked at: it is less than half of what is usual, took more than three times as long, or longer
 * than the plan allows (ms). Null: it is as always.
 */
export function suspicion(
  made: { readonly bytes: number; readonly ms: number },
  past: readonly Past[],
  lastsMs: number | null,
): 'suspiciously-small' | 'suspiciously-slow' | null {
  const last = past.slice(0, considered);
  const [bytes, ms] = [usual(last.map((one) => one.bytes)), usual(last.map((one) => one.ms))];
  if (bytes !== null && made.bytes * 2 < bytes) return 'suspiciously-small';
  if (lastsMs !== null) return made.ms > lastsMs ? 'suspiciously-slow' : null;
  return ms !== null && made.ms > Math.max(3 * ms, leastMs) ? 'suspiciously-slow' : null;
}

/** The median; null where too little is known. */
function usual(values: readonly (number | null)[]): number | null {
  const known = values.filter((one) => one !== null).toSorted((a, b) => a - b);
  return known.length < enough ? null : known[Math.floor(known.length / 2)]!;
}
