import { sql } from 'kysely';

import type { Db } from '../../db/connect.ts';

/**
 * What is due, or in somebody's hands, by the machine's clock moved on by `offsetMs`: as long as there is any, time cannot go on. The clock is
 * read by Postgres, row by row: an instant from before the query would not yet see as due what was written down meanwhile.
 */
export async function waitingIn(db: Db, offsetMs: number): Promise<string[]> {
  const now = sql`(floor(extract(epoch from clock_timestamp()) * 1000)::bigint + ${offsetMs}::bigint)`;
  const { rows } = await sql<{ what: string }>`
    select reference || ' is due since ' || ${now} - next_due_at || ' ms' as what from incident where next_due_at <= ${now}
    union all select reference || ' waits for its turn since ' || ${now} - wake_at || ' ms' from incident
      where wake_at <= ${now} and ended_at is null
    union all select plan || '/' || name || ' is due since ' || ${now} - next_due_at || ' ms' from monitor where next_due_at <= ${now}
    union all select reference || ' is due since ' || ${now} - next_due_at || ' ms' from run where next_due_at <= ${now}
    union all select reference || ' waits for its turn since ' || ${now} - wake_at || ' ms' from run where wake_at <= ${now}
    union all select reference || ' has somebody at ' || step from job where ended_at is null
    union all select source || ' is to be heard' from received where heard_at is null
    union all select reference || ' ' || event_key || ' is to be told to ' || recipient from notification
      where try_at <= ${now} or lease_until > clock_timestamp()`.execute(db);
  return rows.map(({ what }) => what);
}
