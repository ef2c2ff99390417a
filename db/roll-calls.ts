import { sql } from 'kysely';

import type { Db } from './connect.ts';

const isRollCall = sql<boolean>`incident.state ->> 'rollCall' is not null`;

/** Who has answered a roll call of this plan, each with the last time. */
export const answersOf = (db: Db, plan: string) =>
  db
    .selectFrom('event')
    .innerJoin('incident', 'incident.reference', 'event.reference')
    .distinctOn('event.by')
    .select(['event.by', 'event.at', 'event.reference'])
    .where('incident.plan', '=', plan)
    .where(isRollCall)
    .where('event.kind', '=', 'acknowledged')
    .orderBy('event.by')
    .orderBy('event.at', 'desc')
    .execute();

/** The last roll call of this plan; undefined where there was none. */
export const lastRollCall = (db: Db, plan: string) =>
  db
    .selectFrom('incident')
    .selectAll()
    .where('plan', '=', plan)
    .where(isRollCall)
    .orderBy('opened_at', 'desc')
    .limit(1)
    .executeTakeFirst();
