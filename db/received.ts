import type { Kysely } from 'kysely';

import type { Database } from './schema.ts';
import type { ReceivedForm } from './schema/watching.ts';

/** Something that another system or a monitor says. */
export interface Received {
  readonly plan: string;
  readonly source: string;
  readonly form: ReceivedForm;
  /** As it came; of a monitor a signal. */
  readonly body: object;
  /** Epoch ms. */
  readonly at: number;
}

/** Keeps what was received until it is heard. One statement, however much. */
export async function receive(db: Kysely<Database>, all: readonly Received[]): Promise<void> {
  if (all.length === 0) return;
  const rows = all.map(({ body, ...one }) => ({ ...one, body: JSON.stringify(body) }));
  await db.insertInto('received').values(rows).execute();
}
