import { html } from 'hono/html';

import { sayInstant } from '../language/instant.ts';
import { spellSpan } from '../language/time/span.ts';

import type { Html } from './page.ts';

/** An instant for people and programs: in words with its zone, and exactly. */
export const when = (at: number, zone: string, locale = 'en'): Html =>
  html`<time datetime="${new Date(at).toISOString()}">${sayInstant(at, zone, locale)}</time>`;

const minute = 60_000;

/** A span in words, in whole minutes once it is that long: `1h30m`, `2 days 3h4m`, `12s`. */
export const spell = (ms: number): string => spellSpan(wholes(ms, ms < minute ? 1000 : minute));

const wholes = (ms: number, unit: number): number => Math.floor(ms / unit) * unit;

/** How far away an instant is: `in 1h30m`, `12m ago`. */
export const away = (at: number, now: number): string =>
  at >= now ? `in ${spell(at - now)}` : `${spell(now - at)} ago`;

/** How late something was: `0.2 s late`. */
export const late = (ms: number): string => (ms < minute ? `${(ms / 1000).toFixed(1)} s late` : `${spell(ms)} late`);
