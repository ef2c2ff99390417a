import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';

import type { Hono } from 'hono';

import type { Env } from './session.ts';

/** A file that pages refer to, under an address that changes with its content. */
interface Asset {
  readonly route: string;
  readonly path: string;
  readonly type: string;
  readonly content: string;
}

function asset(name: string, type: string): Asset {
  const content = readFileSync(new URL(name, import.meta.url), 'utf8');
  const route = `/assets/${name}`;
  return { route, type, content, path: `${route}?${createHash('sha256').update(content).digest('hex').slice(0, 8)}` };
}

export const style = asset('style.css', 'text/css; charset=utf-8');
export const icon = asset('icon.svg', 'image/svg+xml');

/** Serves them, to be kept by browsers for a year. */
export function assetRoutes(web: Hono<Env>): void {
  for (const { route, type, content } of [style, icon])
    web.get(route, (c) =>
      c.body(content, 200, { 'content-type': type, 'cache-control': 'public, max-age=31536000, immutable' }),
    );
}
