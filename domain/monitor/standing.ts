/** How a monitor stands after all its results; plain JSON. */
export interface Standing {
  readonly status: 'new' | 'up' | 'down';
  /** Results alike in a row: one of both is 0. */
  readonly failures: number;
  readonly goods: number;
  /** The first of the failures in a row. */
  readonly failedAt: number | null;
  /** When it went down or came up, of late. */
  readonly changes: readonly number[];
  /** Held down because it went up and down too often. */
  readonly flapping: boolean;
  /** The nominal instant of the last result. */
  readonly lastAt: number | null;
}

export const unseen: Standing = {
  status: 'new',
  failures: 0,
  goods: 0,
  failedAt: null,
  changes: [],
  flapping: false,
  lastAt: null,
};

/** When results change how it stands. */
export interface Limits {
  /** Failures in a row that make it down. */
  readonly fails: number;
  /** And for how long it must have failed. */
  readonly forMs: number;
  /** So many changes within the span, and it flaps; so many results alike in a row, and it does no more. */
  readonly flapping: { readonly changes: number; readonly withinMs: number; readonly calm: number };
}

/** `steady`: it flaps no more, and is down. */
export type Change = 'down' | 'up' | 'flapping' | 'steady';

interface Result {
  readonly at: number;
  readonly ok: boolean;
  /** While it is muted nothing becomes down; what still fails afterwards does so at once. */
  readonly muted: boolean;
}

/** How it stands after one more result, and what that has changed. */
export function after(
  was: Standing,
  result: Result,
  limits: Limits,
): { readonly standing: Standing; readonly change: Change | null } {
  const counted = count(was, result);
  if (was.flapping) return calmed(counted, limits);
  const { at, ok, muted } = result;
  if (was.status === 'down') return ok ? recovered(counted, at, limits) : stays(counted);
  if (isBad(counted, at, limits) && !muted)
    return { standing: { ...counted, status: 'down', changes: [...recent(counted, at, limits), at] }, change: 'down' };
  return stays(ok ? { ...counted, status: 'up' } : counted);
}

const count = (was: Standing, { at, ok }: Result): Standing => ({
  ...was,
  failures: ok ? 0 : was.failures + 1,
  goods: ok ? was.goods + 1 : 0,
  failedAt: ok ? null : (was.failedAt ?? at),
  lastAt: at,
});

const isBad = ({ failures, failedAt }: Standing, at: number, { fails, forMs }: Limits): boolean =>
  failures >= fails && failedAt !== null && at - failedAt >= forMs;

function recovered(counted: Standing, at: number, limits: Limits) {
  const changes = [...recent(counted, at, limits), at];
  const flaps = changes.length >= limits.flapping.changes;
  return flaps
    ? { standing: { ...counted, changes, flapping: true }, change: 'flapping' as const }
    : { standing: { ...counted, changes, status: 'up' as const }, change: 'up' as const };
}

/** What flaps stays down until its results are alike for long enough. */
function calmed(counted: Standing, { flapping: { calm } }: Limits) {
  const quiet = { ...counted, flapping: false, changes: [] };
  if (counted.goods >= calm) return { standing: { ...quiet, status: 'up' as const }, change: 'up' as const };
  if (counted.failures >= calm) return { standing: quiet, change: 'steady' as const };
  return stays(counted);
}

const recent = ({ changes }: Standing, at: number, { flapping: { withinMs } }: Limits): readonly number[] =>
  changes.filter((one) => one > at - withinMs);

const stays = (standing: Standing) => ({ standing, change: null });
