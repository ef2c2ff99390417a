import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { jobsOfRun } from '../../db/jobs.ts';
import { readRun } from '../../db/runs.ts';
import { carryOut } from '../../services/procedure/carry-out.ts';
import { startRun } from '../../services/procedure/start.ts';
import { toolsOf } from '../../worker/tools.ts';
import { admin } from '../services/support.ts';
import type { Shop } from '../services/support.ts';

/** The folder of the shop's plan, with these programs in it. */
export function planFolder(programs: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'guardia-steps-'));
  writeFileSync(join(folder, 'shop.yaml'), 'guardia: 1\nplan: shop\n');
  for (const [name, text] of Object.entries(programs))
    writeFileSync(join(folder, name), `#!/bin/sh\n${text}\n`, { mode: 0o755 });
  return folder;
}

/** A run's step as a worker does it, and what is then known of it. */
export function worker(shop: Shop, folder: string) {
  const tools = toolsOf([folder]);
  const start = async (procedure: string, answers: Record<string, string> = {}) =>
    (await startRun(shop.desk, admin, { plan: 'shop', procedure, answers }, null)).reference;
  const step = async (reference: string, name: string) => (await readRun(shop.db, reference))!.state.steps[name]!;

  async function carry(
    reference: string,
    name: string,
    { withinMs = null, undo = false, attempt = 1, signal = new AbortController().signal }: Carrying = {},
  ) {
    const asked = { reference, step: name, attempt, undo, runsOn: null, withinMs };
    return carryOut(shop.desk, tools, asked, { signal, beat: () => undefined });
  }

  return {
    start,
    step,
    carry,
    run: async (reference: string) => (await readRun(shop.db, reference))!.state,
    output: async (reference: string) => (await jobsOfRun(shop.db, reference)).at(-1)?.output ?? '',
    /** Begun and its first step done. */
    async once(procedure: string, name: string, answers?: Record<string, string>, more?: Carrying) {
      const reference = await start(procedure, answers);
      const outcome = await carry(reference, name, more);
      return { reference, outcome, state: await step(reference, name) };
    },
  };
}

interface Carrying {
  readonly withinMs?: number | null;
  readonly undo?: boolean;
  readonly attempt?: number;
  readonly signal?: AbortSignal;
}
