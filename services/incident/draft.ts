import type { Transaction } from 'kysely';

import { draftOf, putDraft } from '../../db/postmortem-drafts.ts';
import type { Database } from '../../db/schema.ts';
import { step } from '../../domain/incident/lifecycle.ts';
import type { Caller } from '../access/caller.ts';
import { requireAct } from '../access/permission.ts';
import { Changed } from '../desk.ts';
import type { Desk } from '../desk.ts';

import { lockReachable } from './reachable.ts';
import type { Action } from './prevent.ts';

/** A post-mortem as far as it is written: nothing in it need be right yet. */
export interface DraftWords {
  readonly impact?: string | undefined;
  readonly rootCause?: string | undefined;
  readonly factors?: string | undefined;
  readonly lessons?: string | undefined;
  /** In words, or each with as much of it as is known. */
  readonly actions?: string | { [part in keyof Action]?: string | undefined }[] | undefined;
  readonly runbooks?: string[] | undefined;
  readonly text?: string | undefined;
}

/**
 * Keeps it in place of the draft before, whoever saved that, until the post-mortem is written; answers its version. Only if it
 * still has one of `versions`, 0 while there is none. Throws `Forbidden`, `NotFound`, `Changed`, and `ActRefused` where no
 * post-mortem is owed.
 */
export async function saveDraft(
  desk: Desk,
  caller: Caller,
  reference: string,
  words: DraftWords,
  versions?: readonly number[],
): Promise<number> {
  await requireAct(desk, caller, 'postmortem');
  return desk.db.transaction().execute(async (tx) => {
    const { incident } = await lockReachable(tx, caller, reference);
    step('postmortem', incident, { by: caller.by, at: desk.now() });
    await draftMustBe(tx, reference, versions);
    return putDraft(tx, { reference, words, saved_at: desk.now(), saved_by: caller.by });
  });
}

/** Throws `Changed` where the draft of a locked incident has none of these versions. */
export async function draftMustBe(
  tx: Transaction<Database>,
  reference: string,
  versions: readonly number[] | undefined,
): Promise<void> {
  const draft = versions === undefined ? undefined : await draftOf(tx, reference);
  if (versions === undefined || versions.includes(draft?.version ?? 0)) return;
  const how = draft === undefined ? 'there is none any more' : `${draft.saved_by} has saved version ${draft.version}`;
  throw new Changed(
    `The draft of the post-mortem of ${reference} is another by now: ${how}. Nothing was done. Read it, and send yours again if it still holds.`,
    [],
  );
}
