import type { Transaction } from 'kysely';

import { eventsSince } from '../../db/events.ts';
import type { Locked } from '../../db/incidents.ts';
import type { Database } from '../../db/schema.ts';
import { Changed } from '../desk.ts';

import { draftMustBe } from './draft.ts';

/** What the caller took the incident for: what is left out does not matter. */
export interface Expected {
  /** One of these versions; what Guardia itself did counts too. */
  readonly versions?: readonly number[] | undefined;
  /** The number of the last event that a person had before their eyes; only what people did since counts. */
  readonly seen?: number | undefined;
  /** The draft of its post-mortem has one of these versions, 0 while there is none. */
  readonly draft?: readonly number[] | undefined;
}

/** Throws `Changed` where the locked incident is not what the caller took it for. */
export async function mustBeAsExpected(
  tx: Transaction<Database>,
  { incident: { reference }, version, seq }: Locked,
  { versions, seen, draft }: Expected,
): Promise<void> {
  if (versions !== undefined && !versions.includes(version)) {
    const last = await eventsSince(tx, reference, seq - 1);
    throw new Changed(
      `${reference} has version ${version} by now; the last that happened to it is “${last[0]!.kind}”, by ${last[0]!.by ?? 'Guardia itself'}. ` +
        'Nothing was done. Read it again, and ask again with its new ETag if you still want this.',
      last,
    );
  }
  const since = seen === undefined ? [] : (await eventsSince(tx, reference, seen)).filter(({ by }) => by !== null);
  if (since.length > 0) throw new Changed(`${reference} was changed while you were writing. Nothing was done.`, since);
  await draftMustBe(tx, reference, draft);
}
