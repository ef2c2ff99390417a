import { setTimeout as pause } from 'node:timers/promises';

import { stopOrder } from './children.ts';
import type { Children, PartName } from './children.ts';
import { messageOf } from './errors.ts';
import type { Terminal } from './terminal.ts';

const firstPauseMs = 500;
const longestPauseMs = 10_000;
const steadyAfterMs = 60_000;

/** One process of Guardia. `start` answers when it is ready for work; `exited` how it ended. */
export interface Part<Ready extends { exited: Promise<string> } = { exited: Promise<string> }> {
  name: PartName;
  title: string;
  start(): Promise<Ready>;
}

/** Keeps parts running: one that dies is started again, after a pause that grows from 0.5 s to 10 s. */
export interface Supervisor {
  /** Starts a part for the first time, and rejects if that fails. */
  start<Ready extends { exited: Promise<string> }>(part: Part<Ready>): Promise<Ready>;
  /** Stops all parts in order, also those still starting. */
  stop(): Promise<void>;
}

/** A supervisor of the children in `children`, telling `terminal` when it has to act. */
export function supervise(children: Children, terminal: Terminal): Supervisor {
  const stopping = new AbortController();

  async function keep(part: Part, first: Promise<string>): Promise<void> {
    let [exited, waitMs] = [first, firstPauseMs];
    while (!stopping.signal.aborted) {
      const began = performance.now();
      const how = await exited;
      if (stopping.signal.aborted) return;
      if (performance.now() - began > steadyAfterMs) waitMs = firstPauseMs;
      terminal.warn(`${part.title} ended (${how}) and is started again.`);
      [exited, waitMs] = await restart(part, waitMs);
    }
  }

  async function restart(part: Part, firstWaitMs: number): Promise<[Promise<string>, number]> {
    let waitMs = firstWaitMs;
    for (;;) {
      await pause(waitMs, undefined, { signal: stopping.signal }).catch(() => undefined);
      waitMs = Math.min(waitMs * 2, longestPauseMs);
      if (stopping.signal.aborted) return [Promise.resolve(''), waitMs];
      try {
        await children.stop(part.name);
        const { exited } = await part.start();
        terminal.line(`  ${part.title} is back.`);
        return [exited, waitMs];
      } catch (error) {
        if (!stopping.signal.aborted) terminal.warn(`${part.title}: ${messageOf(error)}`);
      }
    }
  }

  return {
    async start(part) {
      stopping.signal.throwIfAborted();
      const ready = await part.start();
      void keep(part, ready.exited);
      return ready;
    },
    async stop() {
      stopping.abort();
      // A part may still have been starting when this began, so what is alive is asked until it is nothing.
      for (let round = 0; round < 3; round++) {
        for (const name of stopOrder) await children.stop(name);
      }
    },
  };
}
