import { sawMachine, writtenPlans } from '../../db/machines.ts';
import type { MachineReport } from '../../db/schema/machines.ts';
import type { Plan } from '../../domain/plan.ts';
import type { Environment } from '../../language/settings.ts';
import type { Desk } from '../desk.ts';
import { rulesOf } from '../plan/rules.ts';

import type { Around } from './around.ts';
import { programsNeeded, resolved, withConfigured } from './needed.ts';
import { namesIn } from './named.ts';

type Seeing = Pick<Desk, 'db' | 'rules' | 'now' | 'env'>;

/** A plan in force, and as it is written. */
export interface Read {
  readonly plan: Plan;
  readonly written: unknown;
}

/** The plans in force. */
export const readPlans = async (desk: Pick<Desk, 'db' | 'rules' | 'now'>): Promise<readonly Read[]> =>
  Promise.all(
    (await writtenPlans(desk.db)).map(async ({ slug, version, written }) => ({
      plan: (await rulesOf(desk, desk.db, slug, version)).plan,
      written,
    })),
  );

/** By which a machine says whether a program is there: one of a plan's folder is that plan's own. */
export const keyOf = (plan: string, program: string): string =>
  program.includes('/') && !program.startsWith('/') ? `${plan}:${program}` : program;

/**
 * Looks how a machine stands and writes it down, so that others may say what is missing on it. `name`: as `runs on` has it, empty: of no
 * particular machine. Answers what it has found.
 */
export async function lookAround(desk: Seeing, name: string, around: Around): Promise<MachineReport> {
  const plans = await readPlans(desk);
  const disk = await around.disk();
  const faults = await Promise.all(
    plans.map(async ({ plan }) => around.faults(plan, madeOn(withConfigured(plan, desk.env), name), desk.env)),
  );
  const report = {
    programs: programsOf(plans, around, desk.env),
    unset: unsetIn(plans, desk.env),
    faults: faults.flat(),
    freeBytes: disk?.freeBytes ?? null,
    totalBytes: disk?.totalBytes ?? null,
  };
  await sawMachine(desk.db, { name, host: around.host, report, now: desk.now() });
  return report;
}

/** The backups that a machine makes. */
const madeOn = ({ backups }: Pick<Plan, 'backups'>, machine: string): readonly string[] =>
  Object.entries(backups).flatMap(([name, { runsOn }]) => ((runsOn ?? '') === machine ? [name] : []));

/** Of all drivers, for plans that are yet to come, and of all plans. */
export function programsOf(plans: readonly Read[], around: Around, env: Environment): MachineReport['programs'] {
  const ours = Object.values(around.drivers).flatMap(({ tools }) => tools.map(({ program }) => [program, program]));
  const theirs = plans.flatMap(({ plan }) =>
    programsNeeded(around.drivers, plan).map(({ program }) => [keyOf(plan.slug, program), pathIn(plan, program)]),
  );
  function pathIn({ slug }: Plan, written: string): string | null {
    const program = resolved(written, env);
    if (program === null || keyOf(slug, program) === program) return program;
    const folder = around.folderOf(slug);
    return folder === null ? null : `${folder}/${program}`;
  }
  return Object.fromEntries(
    [...ours, ...theirs].map(([key, program]) => [key!, program != null && around.isThere(program)]),
  );
}

/** The names of plans that an environment does not have. */
export const unsetIn = (plans: readonly Read[], env: Environment): readonly string[] =>
  [...new Set(plans.flatMap((one) => namesIn(one).map(({ name }) => name)))].filter((name) => !env[name]).toSorted();
