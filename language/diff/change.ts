import type { Path } from '../finding.ts';

/** One thing that is different in a plan, in words that a manager reads. */
export interface Change {
  readonly path: string;
  readonly kind: 'added' | 'removed' | 'changed';
  readonly sentence: string;
}

export const change = (path: Path, kind: Change['kind'], sentence: string): Change => ({
  path: path.join('.'),
  kind,
  sentence,
});

/** The last key of a path: that of the list where the path leads to an element of one. */
export const keyOf = (path: Path): string => path.findLast((one) => typeof one === 'string') ?? '';
