import type { Target } from '../../domain/clock.ts';
import type { Draft } from '../draft.ts';
import { clash } from '../finding.ts';
import type { Problem } from '../finding.ts';
import { clockOf, isStricter, openings, pathOf, promisedBy, spelled } from './promised.ts';
import type { Promised, Said } from './promised.ts';
import type { Chapter } from '../schema.ts';
import { promise } from '../target-rows.ts';

/** Rules resolution-before-response and lower-stricter: what is promised must be possible in the order of the work. */
export function promises(draft: Draft): readonly Problem[] {
  const promised = promisedBy(draft);
  return promised === null ? [] : [...tooEarly(draft, promised), ...upsideDown(draft, promised)];
}

/** Each pair of promises once, whatever the tickets are that it holds for. */
function tooEarly(draft: Draft, promised: Promised): readonly Problem[] {
  const found = new Map<string, Problem>();
  for (const tier of [null, ...draft.names('tiers')])
    for (const ticket of promised.tickets(tier))
      for (const at of openings) {
        const response = clockOf(promised, ticket, 'response', at);
        const resolution = clockOf(promised, ticket, 'resolution', at);
        if (response === undefined || resolution === undefined) continue;
        if (promised.due(resolution, at) >= promised.due(response, at)) continue;
        const who = tier === null ? `\`${ticket.severity}\`` : `\`${ticket.severity}\` for \`${tier}\``;
        const message = `${who} must be resolved within ${spelled(resolution)}, before its response is due at all, within ${spelled(response)}: promise the response no later`;
        found.set(
          `${resolution.rule} ${response.rule}`,
          clash(pathOf(resolution), 'resolution-before-response', message, pathOf(response)),
        );
      }
  return [...found.values()];
}

type Severity = Chapter<'severities'>[string];
type Named = readonly [name: string, severity: Severity];

function upsideDown({ written }: Draft, promised: Promised): readonly Problem[] {
  const severities = Object.entries(written.severities ?? {});
  return severities.flatMap((lower, index) =>
    metrics.flatMap((metric) => {
      const found = severities
        .slice(0, index)
        .find((higher) => shareTypes(higher[1], lower[1]) && stricter(promised, lower, higher, metric));
      return found === undefined ? [] : [upside(lower, found, metric)];
    }),
  );
}

const metrics = ['response', 'containment', 'resolution', 'update', 'postmortem'] as const;
type Metric = (typeof metrics)[number];

const shareTypes = ({ types: some }: Severity, { types: others }: Severity): boolean =>
  some === undefined || others === undefined || some.some((type) => others.includes(type));

function stricter(promised: Promised, lower: Named, higher: Named, metric: Metric): boolean {
  const [one, other] = [promiseOf(lower, metric), promiseOf(higher, metric)];
  return one !== null && other !== null && isStricter(promised, one, other);
}

function promiseOf([name, severity]: Named, metric: Metric): Said | null {
  const said = severity[metric];
  if (said === undefined) return null;
  return promise(targetOf(said), severity.calendar, `severities.${name}.${metric}`);
}

function targetOf(said: NonNullable<Severity[Metric]>): Target {
  if (typeof said === 'number') return { ms: said };
  if ('to' in said) return said.to;
  return 'within' in said ? said.within : said;
}

function upside(lower: Named, higher: Named, metric: Metric): Problem {
  const [one, other] = [promiseOf(lower, metric)!, promiseOf(higher, metric)!];
  const message = `\`${lower[0]}\` has a stricter ${metric}, ${spelled(one)}, than \`${higher[0]}\` above it, ${spelled(other)}: the worst severity comes first and is promised the most`;
  return clash(pathOf(one), 'lower-stricter', message, pathOf(other));
}
