import { sql } from 'kysely';

import type { Db } from '../../db/connect.ts';

/**
 * What is due, or in somebody's hands: as long as there is any, time cannot go on. Only who finds nothing twice knows that there is nothing, for
 * what was written between the clock's answer and Postgres's is due later than the clock said.
 */
export async function waitingIn(db: Db, now: () => number): Promise<string[]> {
  const first = await waitingAt(db, now());
  return first.length > 0 ? first : waitingAt(db, now());
}

async function waitingAt(db: Db, now: number): Promise<string[]> {
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
