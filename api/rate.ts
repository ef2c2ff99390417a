import type { MiddlewareHandler } from 'hono';

import { TooMany } from '../services/access/attempts.ts';
import type { Desk } from '../services/desk.ts';

import type { Env } from './access.ts';

const windowMs = 60_000;

/** At most so many requests a minute for each key, counted by this process alone. Throws `TooMany`. */
export function perKey({ now }: Pick<Desk, 'now'>, most: number): MiddlewareHandler<Env> {
  let untilAt = 0;
  let counts = new Map<string, number>();
  return async (c, next) => {
    const at = now();
    if (at >= untilAt) [untilAt, counts] = [(Math.floor(at / windowMs) + 1) * windowMs, new Map()];
    const { id } = c.get('caller') ?? { id: '' };
    const count = (counts.get(id) ?? 0) + 1;
    counts.set(id, count);
    if (count > most) throw new TooMany(Math.ceil((untilAt - at) / 1000));
    return next();
  };
}
