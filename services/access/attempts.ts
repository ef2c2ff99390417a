import { countAttempt } from '../../db/attempts.ts';
import { sha256 } from '../../db/digest.ts';
import type { Desk } from '../desk.ts';

const windowMs = 15 * 60_000;

/** Too much was tried; the message says how long to wait. */
export class TooMany extends Error {
  /** In whole seconds. */
  readonly waitS: number;
  constructor(waitS: number) {
    super(`That is too often: try again in ${waitS < 60 ? `${waitS} s` : `${Math.ceil(waitS / 60)} min`}.`);
    this.waitS = waitS;
  }
}

/** Counts an attempt, of which `most` are allowed in a quarter of an hour. What was tried is kept as a digest. Throws `TooMany`. */
export async function attempt(
  { db, now }: Desk,
  what: readonly [kind: string, name: string],
  most: number,
): Promise<void> {
  const at = now();
  const untilAt = (Math.floor(at / windowMs) + 1) * windowMs;
  const count = await countAttempt(db, sha256(JSON.stringify(what)), untilAt, at);
  if (count > most) throw new TooMany(Math.ceil((untilAt - at) / 1000));
}
