import type { Draft } from '../draft.ts';
import { clash, problem } from '../finding.ts';
import type { Problem } from '../finding.ts';
import type { Chapter } from '../schema.ts';
import { namesOf } from './references.ts';

/** Rules review-without-task and review-severity: a review gives its owner a ticket, and that ticket must be possible. */
export const reviews = (draft: Draft): readonly Problem[] =>
  Object.entries(draft.written.reviews ?? {}).flatMap(([name, review]) => {
    const known = namesOf(draft, 'type');
    if (review.type !== undefined || known.includes('task')) return severity(draft, name, review);
    const message = `the review gives its owner a ticket of type \`task\`, which is not one of \`types\`: add it, or name another \`type\`, such as ${known[0]}`;
    return [problem(['reviews', name], 'review-without-task', message, 'key')];
  });

function severity(
  draft: Draft,
  name: string,
  { type = 'task', severity: said }: Chapter<'reviews'>[string],
): readonly Problem[] {
  const all = draft.names('severities');
  const has = (one: string) => draft.written.severities?.[one]?.types?.includes(type) ?? true;
  const own = said ?? all.findLast(has) ?? all.at(-1) ?? '';
  if (has(own)) return [];
  const message = `the ticket of the review would be of severity \`${own}\`, which a ticket of type \`${type}\` cannot have: name a \`severity\` that it can`;
  const path = said === undefined ? ['reviews', name] : ['reviews', name, 'severity'];
  const where = said === undefined ? 'key' : 'value';
  return [clash(path, 'review-severity', message, ['severities', own, 'types'], where)];
}
