import { sql } from 'kysely';

import { openStatuses } from '../domain/incident/incident.ts';

import type { Db } from './connect.ts';

const day = 86_400_000;

/** A probe that did not arrive in time. */
export interface LateProbe {
  readonly reference: string;
  readonly channel: string;
  readonly due_at: number;
}

/** The probes of a plan of the last day that had not arrived in time, and of which nothing has been opened: since then, or before and still open. */
export async function lateProbes(db: Db, plan: string, withinMs: number, now: number): Promise<readonly LateProbe[]> {
  const { rows } = await sql<LateProbe>`
    select n.reference, n.channel, n.due_at from notification n
    where n.plan = ${plan} and n.kind = 'probe' and n.due_at > ${now - day}::bigint and n.due_at <= ${now - withinMs}::bigint
      and coalesce(n.sent_at > n.due_at + ${withinMs}::bigint, true)
      and not exists (select from incident i where i.caller = ${`probe:${plan}`}
        and (i.opened_at >= n.due_at or i.status in (${sql.join(openStatuses)}) or (i.state ->> 'resolvedAt')::bigint >= n.due_at))
    order by n.due_at`.execute(db);
  return rows;
}
