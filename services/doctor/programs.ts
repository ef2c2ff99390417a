import type { Machine } from '../../db/machines.ts';
import type { Plan } from '../../domain/plan.ts';
import type { Environment } from '../../language/settings.ts';

import type { Around } from './around.ts';
import { listed, missing, unknown } from './item.ts';
import type { Item } from './item.ts';
import { programsNeeded, resolved, withConfigured, yours } from './needed.ts';
import type { Needed } from './needed.ts';
import { keyOf } from './sight.ts';

/** A worker that has not been seen for so long is not there. */
const freshMs = 60_000;

export const isFresh = ({ seenAgoMs }: Machine): boolean => seenAgoMs < freshMs;

/** What is known of where work is done. */
export interface Known {
  readonly around: Pick<Around, 'host' | 'drivers' | 'isThere'>;
  readonly machines: readonly Machine[];
  readonly env: Environment;
}

/** The programs that a plan needs and that are not where they must be; nothing of those that are. */
export function missingPrograms(plan: Plan, known: Known): readonly Item[] {
  const { around, machines, env } = known;
  return programsNeeded(around.drivers, withConfigured(plan, env)).flatMap((needed): Item[] => {
    const { slug } = plan;
    const key = keyOf(slug, needed.program);
    const there = machines.filter((one) => one.name === (needed.runsOn ?? '') && isFresh(one));
    const lacking = there.filter(({ report }) => report.programs[key] === false);
    if (lacking.length > 0) return [lackingOn(slug, needed, listed(lacking.map(({ host }) => host)))];
    if (there.some(({ report }) => report.programs[key] === true)) return [];
    return seenFromHere(slug, needed, known);
  });
}

/** What a plan needs to be there, and is not: machines and programs. */
export const missingFor = (plan: Plan, known: Known): readonly Item[] => [
  ...missingMachines(plan, known.machines),
  ...missingPrograms(plan, known),
];

/** What no worker has told of yet is looked for on this machine, which may be the only one. */
function seenFromHere(slug: string, needed: Needed, { around, env }: Known): Item[] {
  const { program, runsOn, by } = needed;
  if (runsOn !== null) return [];
  const name = resolved(program, env);
  // What is not set is said as such.
  if (name === null) return [];
  if (keyOf(slug, name) === name) return around.isThere(name) ? [] : [lackingOn(slug, needed, around.host)];
  const says = `${slug}: whether ${program} is there, which ${listed(by)} needs, only a worker knows`;
  return [unknown({ about: 'program', plan: slug, name: program, says })];
}

function lackingOn(plan: string, { program, debian, by, runsOn }: Needed, host: string): Item {
  const on = runsOn === null ? host : `${runsOn} (${host})`;
  const needs = by.length === 1 ? 'needs it' : 'need it';
  const says = `${plan}: ${program} is not on ${on}, and ${listed(by)} ${needs}`;
  const mend =
    debian === yours ? `Put it there, where the worker finds it, or change the plan.` : `apt-get install ${debian}`;
  return missing({
    about: 'program',
    plan,
    name: program,
    says,
    mend: debian.includes('`') ? `Install ${debian}.` : mend,
  });
}

/** The machines that a plan names (`runs on`), and nobody has been seen on. */
function missingMachines({ slug, backups, procedures }: Plan, machines: readonly Machine[]): readonly Item[] {
  const named = [
    ...Object.entries(backups).map(([name, { runsOn }]) => ({ runsOn, by: `backups.${name}` })),
    ...Object.entries(procedures).flatMap(([name, { steps }]) =>
      name.startsWith('backups/') ? [] : steps.map(({ runsOn }) => ({ runsOn, by: `procedures.${name}` })),
    ),
  ];
  const wanted = Map.groupBy(named, ({ runsOn }) => runsOn);
  return [...wanted].flatMap(([name, those]): Item[] => {
    if (name === null) return [];
    const seen = machines.filter((one) => one.name === name);
    if (seen.some(isFresh)) return [];
    const since = seen.length === 0 ? 'for a day' : `for ${Math.round(seen[0]!.seenAgoMs / 60_000)} minutes`;
    const by = listed([...new Set(those.map((one) => one.by))]);
    const says = `${slug}: no worker of ${name} has been seen ${since}, and ${by} must run there`;
    return [missing({ about: 'machine', plan: slug, name, says, mend: `On ${name}: npm run worker -- --on ${name}` })];
  });
}
