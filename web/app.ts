import { Hono } from 'hono';

import type { Desk } from '../services/desk.ts';

/** The pages for people. */
export function createWeb(_desk: Desk): Hono {
  return new Hono();
}
