import { TooMany } from '../access/attempts.ts';
import type { Desk } from '../desk.ts';

/** So many wait behind each other; who comes after them is told to come again. */
const mostWaiting = 50;

interface Line {
  readonly last: Promise<unknown>;
  readonly length: number;
}

const lines = new WeakMap<Desk['db'], Map<string, Line>>();

/**
 * Does the work after all that was begun under the same name in this process: what waits for one row takes one connection, not all.
 * Throws `TooMany` where too much waits.
 */
export async function inLine<T>({ db }: Pick<Desk, 'db'>, name: string, work: () => Promise<T>): Promise<T> {
  const all = lines.get(db) ?? new Map<string, Line>();
  lines.set(db, all);
  const { last, length } = all.get(name) ?? { last: Promise.resolve(), length: 0 };
  if (length >= mostWaiting) throw new TooMany(1);
  const done = last.then(work, work);
  all.set(name, { last: done, length: length + 1 });
  return done.finally(() => {
    const line = all.get(name)!;
    if (line.length === 1) all.delete(name);
    else all.set(name, { ...line, length: line.length - 1 });
  });
}
