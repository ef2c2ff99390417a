import type { Filter } from '../../db/incident-filter.ts';
import { listIncidents } from '../../db/incident-lists.ts';
import type { Page } from '../../db/incident-lists.ts';
import { isReference } from '../../db/numbers.ts';
import type { Caller } from '../access/caller.ts';
import { Invalid } from '../desk.ts';
import type { Desk } from '../desk.ts';

import { readFor } from './read.ts';
import type { IncidentView } from './view.ts';

export type Wanted = Omit<Filter & Page, 'after' | 'hidden'> & { readonly cursor?: string | undefined };

/** One page of incidents that the caller may see, the newest first, and the cursor of the next. Throws `Invalid` for a bad cursor. */
export async function list(
  desk: Desk,
  caller: Caller,
  { cursor, ...wanted }: Wanted,
): Promise<{ items: IncidentView[]; next: string | null }> {
  const elsewhere = caller.plan !== null && wanted.plan !== undefined && wanted.plan !== caller.plan;
  if (elsewhere || caller.ticket !== null) return { items: [], next: null };
  const filter = {
    ...wanted,
    hidden: caller.hidden,
    plan: caller.plan ?? wanted.plan,
    after: cursor === undefined ? undefined : opened(cursor),
  };
  const rows = await listIncidents(desk.db, { ...filter, limit: wanted.limit + 1 });
  const page = rows.slice(0, wanted.limit);
  const items = await readFor(desk, caller, page);
  const last = rows.length > page.length ? page.at(-1) : undefined;
  return { items, next: last === undefined ? null : sealed(last.opened_at, last.reference) };
}

const sealed = (openedAt: number, reference: string): string =>
  Buffer.from(`${openedAt} ${reference}`).toString('base64url');

function opened(cursor: string): { openedAt: number; reference: string } {
  const [openedAt = '', reference = ''] = Buffer.from(cursor, 'base64url').toString().split(' ');
  if (!/^\d{1,16}$/.test(openedAt) || !isReference(reference))
    throw new Invalid('This cursor is not one that a list gave out: start without it.', '/cursor');
  return { openedAt: Number(openedAt), reference };
}
