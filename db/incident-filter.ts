import { sql } from 'kysely';
import type { RawBuilder } from 'kysely';

import { isFoundBy } from './search.ts';

/** What a list of incidents is narrowed to; whatever is left out does not matter. Instants are epoch ms. */
export interface Filter {
  readonly plan?: string | undefined;
  readonly type?: string | undefined;
  readonly severity?: string | undefined;
  readonly service?: string | undefined;
  readonly tier?: string | undefined;
  readonly category?: string | undefined;
  readonly customer?: string | undefined;
  readonly level?: string | undefined;
  /** A person of the plan, or `nobody`. */
  readonly assignee?: string | undefined;
  /** A status, or `open` (not resolved, closed or cancelled), or `escalated`. */
  readonly status?: string | undefined;
  readonly escalated?: boolean | undefined;
  /** Whether a promise about it is broken. */
  readonly breached?: boolean | undefined;
  /** Whether it waits for the release that has its solution. */
  readonly release?: 'awaited' | undefined;
  /** At this instant or later. */
  readonly openedAfter?: number | undefined;
  readonly openedBefore?: number | undefined;
  /** What is said of it, or how its reference begins. */
  readonly q?: string | undefined;
  /** Types that are not there for who asks. */
  readonly hidden: readonly string[];
}

type Condition = RawBuilder<boolean>;

export const finished: readonly string[] = ['resolved', 'closed', 'cancelled'];

/** All that must hold for an incident to be in the list. */
export function conditionsOf({ status, q, hidden, ...filter }: Filter): readonly Condition[] {
  const { assignee, escalated, breached, release, openedAfter, openedBefore } = filter;
  return [
    ...columns.flatMap((name) => equals(sql.ref(`incident.${name}`), filter[name])),
    ...(assignee === 'nobody' ? [sql<boolean>`assignee is null`] : equals(sql.ref('incident.assignee'), assignee)),
    ...(status === undefined ? [] : [inStatus(status)]),
    ...(escalated === undefined ? [] : [sql<boolean>`escalated = ${escalated}`]),
    ...(breached === undefined ? [] : [sql<boolean>`(state @? ${sql.lit(broken)}) = ${breached}`]),
    ...(release === undefined ? [] : [sql<boolean>`${sql.raw(awaitsRelease)}`]),
    ...(openedAfter === undefined ? [] : [sql<boolean>`opened_at >= ${openedAfter}::bigint`]),
    ...(openedBefore === undefined ? [] : [sql<boolean>`opened_at < ${openedBefore}::bigint`]),
    ...(hidden.length === 0 ? [] : [sql<boolean>`type not in (${sql.join(hidden)})`]),
    ...(q === undefined ? [] : [isFoundBy(q)]),
  ];
}

const columns = ['plan', 'type', 'severity', 'service', 'tier', 'category', 'customer', 'level'] as const;
/** The words of its index. */
export const awaitsRelease = `(state->>'awaitsRelease') = 'true'`;
const broken = '$.clocks[*] ? (@.breachedAt != null)';

const equals = (what: RawBuilder<unknown>, value: string | undefined): Condition[] =>
  value === undefined ? [] : [sql<boolean>`${what} = ${value}`];

function inStatus(status: string): Condition {
  if (status === 'open') return sql<boolean>`status not in (${sql.join(finished)})`;
  return status === 'escalated' ? sql<boolean>`escalated` : sql<boolean>`status = ${status}`;
}
