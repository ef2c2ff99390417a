import type { Plan } from '../../domain/plan.ts';
import type { Step } from '../../domain/plan/procedures.ts';
import type { Environment } from '../../language/settings.ts';
import { Settings } from '../../language/settings.ts';
import { isConfigured } from '../backup/configured.ts';
import type { Drivers, Tool } from '../backup/driver.ts';

/** A program, and what of a plan needs it. */
export interface Needed extends Tool {
  /** As the plan has it: `backups.database`, `updates.packages`. */
  readonly by: readonly string[];
  /** The machine on which it must be; null: any worker's. */
  readonly runsOn: string | null;
}

type One = Tool & { readonly by: string; readonly runsOn: string | null };

/** What a plan needs to be there at night. */
export function programsNeeded(
  drivers: Drivers,
  plan: Pick<Plan, 'backups' | 'procedures' | 'checks'>,
): readonly Needed[] {
  const all = [...ofBackups(drivers, plan), ...ofProcedures(plan), ...ofChecks(plan)];
  const grouped = Map.groupBy(all, ({ program, runsOn }) => `${program}\n${runsOn ?? ''}`);
  return [...grouped.values()].map((those) => {
    const { program, debian, runsOn } = those[0]!;
    return { program, debian, runsOn, by: [...new Set(those.map(({ by }) => by))] };
  });
}

/** Nothing runs on a backup that is not configured, and nothing is needed for it. */
export const withConfigured = <P extends Pick<Plan, 'backups'>>(plan: P, env: Environment): P => ({
  ...plan,
  backups: Object.fromEntries(Object.entries(plan.backups).filter(([, one]) => isConfigured(one, env))),
});

const ofBackups = (drivers: Drivers, { backups }: Pick<Plan, 'backups'>): readonly One[] =>
  Object.entries(backups).flatMap(
    ([
      name,
      {
        driver,
        run: [program],
        runsOn,
      },
    ]) => {
      const own = driver === 'run' && program !== undefined ? [named(program)] : [];
      return [...(drivers[driver]?.tools ?? []), ...own].map((tool) => ({ ...tool, runsOn, by: `backups.${name}` }));
    },
  );

const ofProcedures = ({ procedures }: Pick<Plan, 'procedures'>): readonly One[] =>
  Object.entries(procedures).flatMap(([name, { steps }]) =>
    steps.flatMap((step) =>
      commandsOf(step).map((program) => ({ ...named(program), runsOn: step.runsOn, by: writtenAs(name) })),
    ),
  );

const ofChecks = ({ checks }: Pick<Plan, 'checks'>): readonly One[] =>
  Object.entries(checks).flatMap(([name, { probe }]) =>
    probe.kind === 'command' && probe.target[0] !== undefined
      ? [{ ...named(probe.target[0]), runsOn: null, by: `checks.${name}` }]
      : [],
  );

function commandsOf({ act, undo }: Step): readonly string[] {
  if (act.kind !== 'run' && act.kind !== 'scan') return [];
  return [act.command[0], ...(act.kind === 'run' ? [undo?.[0]] : [])].filter((one) => one !== undefined);
}

/** `updates/packages` is `updates.packages`; what is no chapter's is one of `procedures`. */
const writtenAs = (name: string): string => (name.includes('/') ? name.replaceAll('/', '.') : `procedures.${name}`);

/** In Debian most are called as their programs are. */
const packages: Readonly<Record<string, string>> = {
  node: 'nodejs',
  npx: 'npm',
  psql: 'postgresql-client',
  'pip-audit': 'pipx, then `pipx install pip-audit`',
  pip: 'python3-pip',
  pip3: 'python3-pip',
  docker: 'docker.io',
  'apt-get': 'apt',
};

const named = (program: string): Tool => ({ program, debian: packages[program] ?? known.get(program) ?? yours });

const known = new Map(['git', 'npm', 'apt', 'curl', 'rsync', 'python3', 'bash'].map((one) => [one, one]));

export const yours = 'named by the plan';

/** A program with what it is called by an environment; null: that does not say. */
export const resolved = (program: string, env: Environment): string | null => new Settings(env).resolve(program, []);
