import type { Metric } from '../../domain/clock.ts';
import type { Draft } from '../draft.ts';
import { clash } from '../finding.ts';
import type { Problem } from '../finding.ts';
import { promise } from '../target-rows.ts';
import { clockOf, isStricter, pathOf, promisedBy, spelled } from './promised.ts';
import type { Promised, Said } from './promised.ts';

/**
 * Rule level-slower: every ticket begins at the first level, so its response is held against those of the severities; a
 * higher level is handed a ticket that still has to be resolved, so its response is held against the resolutions.
 */
export function levels(draft: Draft): readonly Problem[] {
  const promised = promisedBy(draft);
  if (promised === null) return [];
  return draft.names('levels').flatMap((level, index): Problem[] => {
    const { response, calendar } = draft.written.levels?.[level] ?? {};
    if (response === undefined) return [];
    const own = promise(response.to, calendar, `levels.${level}.response`);
    const sooner = soonerThan(promised, own, index === 0 ? 'response' : 'resolution');
    if (sooner.size === 0) return [];
    const message =
      index === 0
        ? `the first level, \`${level}\`, may take ${spelled(own)} to answer, though ${listed(sooner)}: it must be as quick as what it answers for`
        : `\`${level}\` may take ${spelled(own)} to answer what it is handed, though the whole resolution is shorter: ${listed(sooner)}`;
    const related = pathOf([...sooner.values()][0]!);
    return [clash(pathOf(own), 'level-slower', message, related)];
  });
}

/** By severity the promise that is stricter; of several types the last one. */
function soonerThan(promised: Promised, own: Said, metric: Metric): ReadonlyMap<string, Said> {
  const found = promised.tickets(null).flatMap((ticket) => {
    const clock = clockOf(promised, ticket, metric);
    return clock !== undefined && isStricter(promised, clock, own) ? [[ticket.severity, clock] as const] : [];
  });
  return new Map(found);
}

const listed = (promises: ReadonlyMap<string, Said>): string =>
  [...promises].map(([severity, one]) => `\`${severity}\` is promised ${spelled(one)}`).join(', ');
