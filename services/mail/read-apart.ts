import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

import { readHead } from './read.ts';
import type { ReadMail } from './read.ts';

/** Beyond that it is no mail but an attack. */
const patienceMs = 5_000;
const memory = { maxOldGenerationSizeMb: 512 };

let reader: Worker | undefined;
let turn: Promise<unknown> = Promise.resolve();

/**
 * Takes a mail apart in a thread of its own, one after another: a few megabytes of empty lines keep a parser busy for minutes. Where it
 * takes too long, or more memory than a mail needs, the mail is a file with as much of its head as can be read. It never throws.
 */
export function readApart(raw: Buffer, withinMs = patienceMs): Promise<ReadMail> {
  const read = turn.then(() => readIn(raw, withinMs));
  turn = read;
  return read;
}

async function readIn(raw: Buffer, withinMs: number): Promise<ReadMail> {
  reader ??= started();
  const copy = new Uint8Array(raw);
  const answer = once(reader, 'message', { signal: AbortSignal.timeout(withinMs) });
  reader.postMessage(copy, [copy.buffer]);
  try {
    const [read] = (await answer) as [ReadMail];
    return { ...read, files: read.files.map((one) => ({ ...one, content: Buffer.from(one.content) })) };
  } catch {
    await reader?.terminate();
    reader = undefined;
    const file = { name: 'mail.eml', type: 'message/rfc822', content: raw };
    return { ...(await readHead(raw)), files: [file] };
  }
}

function started(): Worker {
  const worker = new Worker(new URL('reader.ts', import.meta.url), { resourceLimits: memory });
  // It keeps no process alive, and why it ended is told to whoever waits for it.
  worker.unref();
  worker.on('error', () => void (reader = undefined));
  return worker;
}
