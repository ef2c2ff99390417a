import type { Bound } from '../../domain/bound.ts';
import type { Clock, Metric } from '../../domain/clock.ts';
import type { Draft } from '../draft.ts';
import { clash } from '../finding.ts';
import type { Path, Problem } from '../finding.ts';
import { directionOf, measureOf } from './measures.ts';
import type { Measure } from './measures.ts';
import { clockOf, pathOf, promisedBy, spelled } from './promised.ts';
import type { Chapter } from '../schema.ts';
import { spellBound } from '../time/bound.ts';

type Objective = Chapter<'objectives'>[string];

/** One objective and between what its measure must stay, both in the unit of its target. */
interface Aim {
  readonly name: string;
  readonly measure: string;
  readonly known: Measure | null;
  readonly objective: Objective;
  readonly target: Exclude<Bound, { trend: unknown }>;
  readonly least: number;
  readonly most: number;
}

/** Rule kpis-contradict: two objectives cannot both be reached, or one can be while the promises behind it are broken. */
export function contradictions(draft: Draft): readonly Problem[] {
  const aims = Object.entries(draft.written.objectives ?? {}).flatMap(([name, one]) => aimOf(name, one));
  return aims.flatMap((aim, index) => [
    ...between(aim, aims.slice(0, index)),
    ...looserThanUptime(draft, aim),
    ...looserThanPromises(draft, aim),
  ]);
}

function aimOf(name: string, objective: Objective): readonly Aim[] {
  const { measure = name, target } = objective;
  if (target === undefined || 'trend' in target) return [];
  const known = measureOf(measure);
  const up = target.op === 'unsaid' ? known !== null && directionOf(known) === 'up' : target.op.startsWith('>');
  const down = target.op === 'unsaid' ? known !== null && !up : !up;
  const least = up ? target.value : -Infinity;
  return [{ name, measure, known, objective, target, least, most: down ? target.value : Infinity }];
}

function between(aim: Aim, others: readonly Aim[]): readonly Problem[] {
  const other = others.find((one) => scopeOf(one) === scopeOf(aim) && excludes(one, aim));
  if (other === undefined) return [];
  const message = `\`${aim.name}\` cannot be ${spellBound(aim.target)} while \`${other.name}\`, which measures the same, is ${spellBound(other.target)}: let one of them go`;
  return [contradiction(aim, message, ['objectives', other.name, 'target'])];
}

const scopeOf = ({ measure, known, objective: { of = [], per }, target }: Aim): string =>
  JSON.stringify([known ?? measure, of.toSorted(), per, target.unit, target.outOf]);

const excludes = (one: Aim, other: Aim): boolean =>
  Math.max(one.least, other.least) > Math.min(one.most, other.most) ||
  (Math.max(one.least, other.least) === Math.min(one.most, other.most) &&
    [one, other].some(({ target: { op } }) => op === '<' || op === '>'));

function looserThanUptime({ written }: Draft, aim: Aim): readonly Problem[] {
  const { of, per } = aim.objective;
  if (aim.known !== 'uptime' || aim.target.unit !== '%' || (of === undefined && per !== 'service')) return [];
  const promised = Object.entries(written.services ?? {}).find(
    ([name, { uptime }]) => (of?.includes(name) ?? true) && aim.least / 100 < (uptime ?? 0) - 1e-9,
  );
  if (promised === undefined) return [];
  const [service, { uptime = 0 }] = promised;
  const message = `the objective of ${aim.target.value}% is reached while the uptime of ${Number((uptime * 100).toPrecision(12))}% that \`${service}\` promises is not: aim at no less than is promised`;
  return [contradiction(aim, message, ['services', service, 'uptime'])];
}

const metrics: { readonly [measure in Measure]?: Metric } = {
  response: 'response',
  'first response': 'response',
  resolution: 'resolution',
  'resolution time': 'resolution',
  mttr: 'resolution',
};

/** Only of promises by the clock: open hours are not what such an objective counts. */
function looserThanPromises(draft: Draft, aim: Aim): readonly Problem[] {
  const metric = aim.known === null ? undefined : metrics[aim.known];
  if (metric === undefined || aim.target.unit !== 'ms' || aim.most === Infinity) return [];
  const clocks = clocksOf(draft, aim.objective.of, metric);
  if (clocks.length === 0 || clocks.some((clock) => clock === null || clock.ms >= aim.most)) return [];
  const { clock } = clocks.reduce((most, one) => (most!.ms >= one!.ms ? most : one))!;
  const message = `the objective of ${spellBound(aim.target)} is looser than every promise behind it: the longest ${metric} is ${spelled(clock)}; aim at no more than that`;
  return [contradiction(aim, message, pathOf(clock))];
}

type Timed = { readonly clock: Clock; readonly ms: number };

/** Of every ticket in scope; null for one without a promise by the clock. */
function clocksOf(draft: Draft, of: readonly string[] | undefined, metric: Metric): readonly (Timed | null)[] {
  const promised = promisedBy(draft);
  if (promised === null || of?.some((name) => !draft.names('severities').includes(name))) return [];
  return [null, ...draft.names('tiers')]
    .flatMap(promised.tickets)
    .filter(({ severity }) => of?.includes(severity) ?? true)
    .map((ticket) => {
      const clock = clockOf(promised, ticket, metric);
      const timed = clock !== undefined && clock.calendar === 'always' && 'ms' in clock.target;
      return timed ? { clock, ms: (clock.target as { ms: number }).ms } : null;
    });
}

const contradiction = ({ name }: Aim, message: string, related: Path): Problem =>
  clash(['objectives', name, 'target'], 'kpis-contradict', message, related);
