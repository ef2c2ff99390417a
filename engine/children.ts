import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { z } from 'zod';

import { identitySchema, isAlive, send, stopProcess } from './process.ts';
import type { Identity, Stages } from './process.ts';

/** The parts in the order in which they are stopped: who uses another goes before it. */
export const stopOrder = ['api', 'worker', 'demo', 'demo-postgres', 'temporal', 'mail', 'postgres'] as const;
export type PartName = (typeof stopOrder)[number];

const keptSchema = z.partialRecord(z.enum(stopOrder), identitySchema);

const graceful: Stages = [
  ['SIGTERM', 10_000],
  ['SIGKILL', 5_000],
];

const orderly: Stages = [
  ['SIGINT', 30_000],
  ['SIGQUIT', 10_000],
  ['SIGKILL', 5_000],
];

/** How each part is asked to end. For Postgres SIGINT is its fast, orderly shutdown and SIGQUIT one that it recovers from. */
export const stopStages: Record<PartName, Stages> = {
  api: graceful,
  worker: graceful,
  demo: graceful,
  temporal: graceful,
  mail: [
    ['SIGTERM', 3_000],
    ['SIGKILL', 5_000],
  ],
  'demo-postgres': orderly,
  postgres: orderly,
};

/** The children of the engine, kept in `home` too, so that a run that was killed leaves nothing unknown behind. */
export interface Children {
  add(name: PartName, identity: Identity): void;
  /** The process last started for a part. */
  identity(name: PartName): Identity | undefined;
  /** Parts still alive, in the order to stop them. */
  alive(): PartName[];
  /** Stops one part and forgets it. */
  stop(name: PartName): Promise<void>;
  /** Ends all at once; Postgres by SIGQUIT, which loses nothing. */
  kill(): void;
}

/** Reads and keeps the list of children at `home/children.json`. */
export function keepChildren(home: string): Children {
  const path = join(home, 'children.json');
  const known = new Map<PartName, Identity>(readKnown(path));
  const alive = () => stopOrder.filter((name) => isAlive(known.get(name) ?? { pid: 0, started: '' }));
  return {
    add(name, identity) {
      known.set(name, identity);
      save(path, known);
    },
    identity: (name) => known.get(name),
    alive,
    async stop(name) {
      const identity = known.get(name);
      if (identity) await stopProcess(identity, stopStages[name]);
      known.delete(name);
      save(path, known);
    },
    kill() {
      for (const name of alive()) send(known.get(name)!, stopStages[name] === orderly ? 'SIGQUIT' : 'SIGKILL');
    },
  };
}

function readKnown(path: string): [PartName, Identity][] {
  try {
    const kept = keptSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
    return stopOrder.flatMap((name) => (kept[name] ? [[name, kept[name]] satisfies [PartName, Identity]] : []));
  } catch {
    return [];
  }
}

function save(path: string, known: Map<PartName, Identity>): void {
  writeFileSync(`${path}.new`, JSON.stringify(Object.fromEntries(known)));
  renameSync(`${path}.new`, path);
}
