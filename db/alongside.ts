import { sql } from 'kysely';
import type { OperationNodeSource, RawBuilder } from 'kysely';

/** `with a as (…), b as (…)`: what one statement does besides, each by its name; what is null it does not. Every statement costs a round trip. */
export function alongside(parts: Readonly<Record<string, OperationNodeSource | null>>): RawBuilder<unknown> {
  const some = Object.entries(parts).flatMap(([name, one]) => (one === null ? [] : [sql`${sql.id(name)} as (${one})`]));
  return some.length === 0 ? sql`` : sql`with ${sql.join(some)}`;
}
