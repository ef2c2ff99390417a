import { parentPort } from 'node:worker_threads';

import { readMail } from './read.ts';

/** A thread of its own, which may be ended at any time: each mail that it is given it answers, taken apart. */
parentPort!.on('message', (raw: Uint8Array) => {
  void readMail(Buffer.from(raw.buffer)).then((read) => parentPort!.postMessage(read, []));
});
