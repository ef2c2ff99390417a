import type { Look, Question } from '../../services/monitor/probe.ts';

import { run } from './command.ts';
import { Fault, Missing, wordsOf } from './fault.ts';
import { ageOf } from './fresh.ts';
import { inUse } from './host.ts';
import { ask, requireExpected } from './http.ts';
import { valuesOf } from './prometheus.ts';
import { rowsOf } from './sql.ts';
import { tcp } from './tcp.ts';
import { certificateLeft } from './tls.ts';

type Values = readonly number[];

/** Looks once, and gives up in time; never rejects. */
export const look: Look = async (question, signal) => {
  const limit = AbortSignal.any([signal, AbortSignal.timeout(Math.ceil(question.timeoutMs))]);
  const from = performance.now();
  const spent = () => Math.round(performance.now() - from);
  try {
    const values = await within(limit, probes[question.kind](question, limit));
    return { ms: spent(), fault: null, missing: null, values };
  } catch (error) {
    if (error instanceof Missing) return { ms: spent(), fault: null, missing: error.message, values: [] };
    const late = limit.aborted && !(error instanceof Fault);
    return { ms: spent(), fault: late ? 'no answer in time' : wordsOf(error), missing: null, values: [] };
  }
};

const probes: Readonly<Record<Question['kind'], (question: Question, signal: AbortSignal) => Promise<Values>>> = {
  http: async ({ target: [address], expect }, signal) => {
    requireExpected(expect, await ask(address, signal, { status: expect.status }));
    return [];
  },
  tcp: async ({ target: [address] }, signal) => {
    await tcp(address, signal);
    return [];
  },
  tls: async ({ target: [host], nowAt }, signal) => [await certificateLeft(host, nowAt, signal)],
  sql: async ({ target: [query], on, timeoutMs }, signal) => {
    if (on === null) throw new Missing('`on` does not say which database is asked');
    return (await rowsOf(query, on, { timeoutMs, signal })).map(numberOf).filter((one) => one !== null);
  },
  fresh: async (question, signal) => [await ageOf(question, signal)],
  command: async ({ target, environment }, signal) => {
    await run(target, environment, signal);
    return [];
  },
  host: async ({ target: [what], on }, signal) => [await inUse(what, on, signal)],
  prometheus: ({ target: [query], on }, signal) => valuesOf(query, on, signal),
};

/** What a row says: a truth is 1 or 0, what is no number counts as 1, nothing as nothing. */
function numberOf(value: unknown): number | null {
  if (value === null || value === undefined) return null;
  if (typeof value === 'boolean') return value ? 1 : 0;
  const number = Number(value);
  return Number.isNaN(number) ? 1 : number;
}

/** Even of what does not hear of the signal nobody waits longer. */
export function within<T>(signal: AbortSignal, doing: Promise<T>): Promise<T> {
  return new Promise((done, fail) => {
    const stop = () => fail(signal.reason as Error);
    signal.addEventListener('abort', stop, { once: true });
    doing.then(done, fail).finally(() => signal.removeEventListener('abort', stop));
  });
}
