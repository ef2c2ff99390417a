import { onCallAt, shiftsBetween } from './on-call.ts';
import type { Gap, Rotation, Shift } from './on-call.ts';

/** Since when whom is on call, as it was seen; null: nobody. */
export interface Standing {
  readonly at: number;
  readonly person: string | null;
}

/** Who is on call from `at` on, and who was before; null: nobody. */
export interface HandOver extends Standing {
  readonly before: string | null;
}

/**
 * What has become of a rotation since it was last looked at: null where the same shift goes on. Of several changes only the
 * last one is told. Without a last look it begins now.
 */
export function handOver(rotation: Rotation, last: Standing | null, now: number): HandOver | null {
  const [shift] = shiftsBetween(rotation, now, now + 1);
  const person = shift?.person ?? null;
  if (last === null) return { at: now, person, before: null };
  const began = shift === undefined ? endBefore(rotation, now) : beginOf(rotation, shift);
  if (person === last.person && (shift === undefined || began <= last.at)) return null;
  // Of a change that began before the last look, such as by another version of the plan, nobody knew till now.
  const at = began > last.at ? began : now;
  const others = [onCallAt(rotation, at - 1), last.person].filter((one) => one !== null && one !== person);
  return { at, person, before: others[0] ?? null };
}

/** Of these gaps those that lie in no gap told before, as far as they begin before `until`. */
export const untold = (gaps: readonly Gap[], told: readonly Gap[], until: number): readonly Gap[] =>
  gaps
    .map((gap) => ({ from: gap.from, until: Math.min(gap.until, until) }))
    .filter((gap) => gap.from < until)
    .filter((gap) => !told.some((one) => one.from <= gap.from && gap.until <= one.until));

/** The first shift that is known begins where knowledge does: when it really began is not known. */
const beginOf = ({ shifts }: Rotation, { from }: Shift): number => (from === shifts[0]?.from ? -Infinity : from);

const endBefore = (rotation: Rotation, now: number): number =>
  shiftsBetween(rotation, -Infinity, now).at(-1)?.until ?? -Infinity;
