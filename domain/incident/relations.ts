import { UnknownValue } from './incident.ts';

/** How tickets are linked, as one of them says it: it is `duplicate` or `child` of the other, `parent` of it, it `causes` it … */
export const linkedAs = [
  'related',
  'duplicate',
  'parent',
  'child',
  'causes',
  'caused by',
  'article',
  'change',
] as const;
export type LinkedAs = (typeof linkedAs)[number];

/** How a ticket stands to something else, as it is told. */
export type RelatedAs = LinkedAs | 'duplicated by';

/** How a relation is kept: once, from the side that is named first. */
export type RelationKind = 'related' | 'duplicate' | 'parent' | 'causes' | 'article' | 'change';

export interface Relation {
  readonly reference: string;
  readonly kind: RelationKind;
  readonly other: string;
}

const mirrored: Readonly<Record<'child' | 'caused by', RelationKind>> = { child: 'parent', 'caused by': 'causes' };

const fromThere: Readonly<Record<RelationKind, RelatedAs>> = {
  related: 'related',
  duplicate: 'duplicated by',
  parent: 'child',
  causes: 'caused by',
  article: 'article',
  change: 'change',
};

/** Whether it leads to something that is no ticket: an article, or a change such as `hotfix/123`. */
export const leadsOut = (as: LinkedAs): as is 'article' | 'change' => as === 'article' || as === 'change';

/** A relation as it is kept. Throws `UnknownValue` for one of a ticket to itself. */
export function relation(reference: string, as: LinkedAs, to: string): Relation {
  if (reference === to) throw new UnknownValue('to', `${reference} cannot be linked to itself.`);
  if (as === 'child' || as === 'caused by') return { reference: to, kind: mirrored[as], other: reference };
  // Either side may have said it.
  if (as === 'related' && to < reference) return { reference: to, kind: as, other: reference };
  return { reference, kind: as, other: to };
}

/** How the other one says what one of them says. */
export const seenFromThere = (as: RelatedAs): RelatedAs => {
  if (as === 'duplicated by') return 'duplicate';
  return as === 'child' || as === 'caused by' ? mirrored[as] : fromThere[as];
};

/** A relation as the ticket `from` says it. */
export const seenFrom = (from: string, { reference, kind, other }: Relation): { as: RelatedAs; to: string } =>
  reference === from ? { as: kind, to: other } : { as: fromThere[kind], to: reference };
