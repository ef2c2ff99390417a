import type { Draft } from '../draft.ts';
import { isWhole } from '../draft.ts';
import { problem } from '../finding.ts';
import type { Problem } from '../finding.ts';
import { suggest } from '../suggest.ts';
import { measureNames, measureOf } from './measures.ts';

const sources = { check: 'checks', survey: 'surveys', integration: 'integrations' } as const;

/** Rule kpi-without-source: a number that nobody knows is no objective. */
export const objectives = (draft: Draft): readonly Problem[] =>
  Object.entries(draft.written.objectives ?? {}).flatMap(([name, { measure = name, source }]): Problem[] => {
    const wrong = source === undefined ? unknown(draft, measure) : missing(draft, source);
    if (wrong === null) return [];
    const path = ['objectives', name];
    return source === undefined
      ? [problem(path, 'kpi-without-source', wrong, 'key')]
      : [problem([...path, 'source'], 'kpi-without-source', wrong)];
  });

function unknown(draft: Draft, measure: string): string | null {
  const known = measureOf(measure);
  if (known === null)
    return `Guardia does not measure \`${measure}\` by itself: name its \`source\`, such as check api, or the \`measure\` that is meant${suggest(measure, measureNames)}`;
  return known === 'csat' && draft.names('surveys').length === 0 && isWhole(draft, 'surveys')
    ? 'nobody is asked how satisfied they are: the plan has no `surveys`, and no other `source` is named'
    : null;
}

function missing(draft: Draft, source: string): string | null {
  const [, kind, name] = /^(check|survey|integration) (\S+)$/.exec(source) ?? [];
  if (kind === undefined || name === undefined) return null;
  const chapter = sources[kind as keyof typeof sources];
  const names = draft.names(chapter);
  return names.includes(name) ? null : `there is no ${kind} \`${name}\` in \`${chapter}\`${suggest(name, names)}`;
}
