import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';

import { readHead } from './read.ts';
import type { ReadMail } from './read.ts';

/** Of the processor's time: what takes more is no mail but an attack. A machine that is busy otherwise is none. */
const patienceMs = 5_000;
/** Shorter than whoever hears mails has claimed it for. */
const longestMs = 30_000;
const lookMs = 50;
const memory = { maxOldGenerationSizeMb: 512 };

let reader: Worker | undefined;
let turn: Promise<unknown> = Promise.resolve();

/**
 * Takes a mail apart in a thread of its own, one after another: a few megabytes of empty lines keep a parser busy for minutes. Where it
 * takes too long, or more memory than a mail needs, the mail is a file with as much of its head as can be read. It never throws.
 */
export function readApart(raw: Buffer, mostMs = patienceMs): Promise<ReadMail> {
  const read = turn.then(() => readIn(raw, mostMs));
  turn = read;
  return read;
}

async function readIn(raw: Buffer, mostMs: number): Promise<ReadMail> {
  const worker = (reader ??= started());
  const enough = new AbortController();
  const copy = new Uint8Array(raw);
  const answer = once(worker, 'message', { signal: enough.signal });
  worker.postMessage(copy, [copy.buffer]);
  void watch(worker, mostMs, enough);
  try {
    const [read] = (await answer) as [ReadMail];
    return { ...read, files: read.files.map((one) => ({ ...one, content: Buffer.from(one.content) })) };
  } catch {
    await worker.terminate();
    reader = undefined;
    const file = { name: 'mail.eml', type: 'message/rfc822', content: raw };
    return { ...(await readHead(raw)), files: [file] };
  } finally {
    enough.abort();
  }
}

/** Says when it has been enough. */
async function watch(worker: Worker, mostMs: number, enough: AbortController): Promise<void> {
  const before = await spentMs(worker);
  const until = performance.now() + longestMs;
  while (!enough.signal.aborted && performance.now() < until) {
    await pause(lookMs);
    if ((await spentMs(worker)) - before > mostMs) break;
  }
  enough.abort();
}

/** The processor's time; nothing of one that does not run yet, or any more. */
const spentMs = (worker: Worker): Promise<number> =>
  worker.cpuUsage().then(
    ({ user, system }) => (user + system) / 1000,
    () => 0,
  );

function started(): Worker {
  const worker = new Worker(new URL('reader.ts', import.meta.url), { resourceLimits: memory });
  // It keeps no process alive, and why it ended is told to whoever waits for it.
  worker.unref();
  worker.on('error', () => void (reader = undefined));
  return worker;
}
