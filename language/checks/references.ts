import { usualMetrics } from '../../domain/clock.ts';
import { isUnreadable } from '../draft.ts';
import type { Draft } from '../draft.ts';
import { problem } from '../finding.ts';
import type { Problem } from '../finding.ts';
import { kinds } from '../key.ts';
import type { Kind } from '../key.ts';
import { usualTypes } from '../schema.ts';
import { suggest } from '../suggest.ts';
import { walk } from '../walk.ts';
import { name } from '../words.ts';

/** Rules unknown-person, unknown-calendar and their like: a name leads nowhere. */
export const references = (draft: Draft): readonly Problem[] =>
  [...walk(draft.value)].flatMap(({ path, value, meta: { refers } }) => {
    if (refers === undefined || refers === 'recipient' || !isName(value)) return [];
    const names = [
      ...new Set([...namesOf(draft, refers), ...(path.includes('via') ? draft.names('integrations') : [])]),
    ];
    if (names.includes(value) || isUnreadable(draft, kinds[refers][0])) return [];
    const [chapter, noun] = kinds[refers];
    const message = `\`${value}\` is not ${noun} of \`${chapter}\`${suggest(value, names)}`;
    return [problem(path, `unknown-${refers}`, message)];
  });

const isName = (value: unknown): value is string => name.safeParse(value).success;

/** The names of a kind that are written, and those that need not be. */
export function namesOf(draft: Draft, kind: Kind): readonly string[] {
  const written = draft.names(kinds[kind][0]);
  if (kind === 'calendar') return [...written, 'always'];
  if (kind === 'integration') return ['email', ...written];
  if (kind === 'clock') return [...usualMetrics, ...written];
  if (kind === 'type') return written.length > 0 ? written : usualTypes;
  return written;
}
