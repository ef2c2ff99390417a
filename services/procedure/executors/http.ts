import { Settings } from '../../../language/settings.ts';
import type { Executor } from '../job.ts';

const usualMs = 60_000;

/** Asks an address: it must answer with 2xx. */
export const http: Executor<{ kind: 'http'; url: string }> = async (desk, tools, { step, signal, say }, { url }) => {
  const address = new Settings(desk.env).resolve(url, []);
  if (address === null) return { result: 'failed', why: 'not-configured' };
  const timeoutMs = Math.min(step.withinMs ?? usualMs, usualMs);
  const expect = { status: null, body: null, json: null };
  const question = { on: null, expect, environment: {}, timeoutMs, nowAt: desk.now() };
  const { fault, missing, ms } = await tools.look({ ...question, kind: 'http', target: [address] }, signal);
  signal.throwIfAborted();
  const words = fault ?? missing;
  say(`${words ?? 'it answers well'} (${ms} ms)\n`);
  return words === null ? { result: 'done', data: { ms } } : { result: 'failed', why: 'no-good-answer', data: { ms } };
};
