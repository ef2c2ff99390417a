import { setTimeout as sleep } from 'node:timers/promises';

import type { SourceFault } from '../db/schema/machines.ts';
import type { Desk } from '../services/desk.ts';
import type { Around } from '../services/doctor/around.ts';
import { missingPrograms } from '../services/doctor/programs.ts';
import { lookAround, readPlans } from '../services/doctor/sight.ts';

const everyMs = 10_000;
/** Databases are asked less often than folders. */
const again = { fineMs: 600_000, faultyMs: 60_000 };

interface Keeping {
  readonly desk: Desk;
  readonly around: Around;
  /** As `runs on` has it; empty: of no particular machine. */
  readonly names: readonly string[];
  readonly warn: (sentence: string, details: object) => void;
  /** Hears once of each program that plans need and this machine does not have: by day, not when a copy is due. */
  readonly tell: (sentence: string) => void;
}

/** Says every few seconds how this machine stands. Answers how to stop it. */
export function keepMachine({ desk, around, names, warn, tell }: Keeping): () => void {
  const stop = new AbortController();
  const { signal } = stop;
  const told = new Set<string>();
  const seldom = { ...around, faults: seldomAsked(around.faults, desk.now) };

  async function repeat(): Promise<void> {
    while (!signal.aborted) {
      for (const name of names)
        await missingHere(desk, seldom, name).then(
          (sentences) => sentences.filter((one) => !told.has(one)).forEach(once),
          (error: unknown) => warn('how this machine stands is not written down', { error: String(error) }),
        );
      await sleep(everyMs, undefined, { signal, ref: false }).catch(() => undefined);
    }
  }

  function once(sentence: string): void {
    told.add(sentence);
    tell(sentence);
  }

  void repeat();
  return () => stop.abort();
}

/** Looks around once, writes it down, and answers in sentences what plans need here that is not there. */
export async function missingHere(desk: Desk, around: Around, name: string): Promise<readonly string[]> {
  const report = await lookAround(desk, name, around);
  const machines = [{ name, host: around.host, skewMs: 0, seenAgoMs: 0, report }];
  const items = (await readPlans(desk)).flatMap(({ plan }) =>
    missingPrograms(plan, { around, machines, env: desk.env }),
  );
  return items.filter(({ state }) => state === 'missing').map(({ says, mend }) => `${says}. ${mend ?? ''}`);
}

/** What was fine need not be asked again for a while. */
function seldomAsked(faults: Around['faults'], now: () => number): Around['faults'] {
  const last = new Map<string, { readonly untilAt: number; readonly found: readonly SourceFault[] }>();
  return async (plan, names, env) => {
    const key = `${plan.slug}@${plan.version} ${names.join(' ')}`;
    const before = last.get(key);
    if (before !== undefined && now() < before.untilAt) return before.found;
    const found = await faults(plan, names, env);
    last.set(key, { found, untilAt: now() + (found.length === 0 ? again.fineMs : again.faultyMs) });
    return found;
  };
}
