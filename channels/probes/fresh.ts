import { stat } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

import type { Question } from '../../services/monitor/probe.ts';

import { Fault } from './fault.ts';
import { ask } from './http.ts';
import { jsonAt } from './json.ts';
import { rowsOf } from './sql.ts';

/** How old something is, ms: a value of a database, of a JSON answer, what an address says it was changed, a file. */
export async function ageOf(question: Question, signal: AbortSignal): Promise<number> {
  const at = await instantOf(question, signal);
  if (at === undefined) throw new Fault('there is no time');
  return question.nowAt - at;
}

async function instantOf(question: Question, signal: AbortSignal): Promise<number | undefined> {
  const { on, expect, timeoutMs } = question;
  const [target] = question.target;
  if (on !== null) return readInstant((await rowsOf(target, on, { timeoutMs, signal }))[0]);
  if (/^https?:/i.test(target)) return atAddress(target, expect.json, signal);
  if (/^(\/|file:)/.test(target)) return (await stat(target.startsWith('/') ? target : fileURLToPath(target))).mtimeMs;
  throw new Fault('a query needs `on`; a file is named by its whole path');
}

async function atAddress(address: string, path: string | null, signal: AbortSignal): Promise<number | undefined> {
  const { status, lastModified, body } = await ask(address, signal);
  if (status < 200 || status > 299) throw new Fault(`HTTP ${status}`);
  return readInstant(path === null ? lastModified : jsonAt(path, body)[0]);
}

/** Anything below is no count of milliseconds since 1970 that anybody looks at today. */
const leastMs = 100_000_000_000;

/** A date, a text of one, or a number of seconds or milliseconds since 1970; undefined where there is nothing. Throws a `Fault` for anything else. */
export function readInstant(value: unknown): number | undefined {
  if (value === null || value === undefined) return undefined;
  const number = typeof value === 'number' ? value : NaN;
  const at = Number.isNaN(number) ? new Date(value as string | Date).getTime() : inMs(number);
  if (Number.isNaN(at)) throw new Fault('what it finds is no time');
  return at;
}

const inMs = (number: number): number => (Math.abs(number) < leastMs ? number * 1000 : number);
