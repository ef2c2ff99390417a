import type { Transaction } from 'kysely';

import { violated } from '../db/connect.ts';
import { sha256 } from '../db/digest.ts';
import { deleteRequests, insertRequest, requestByKey } from '../db/requests.ts';
import type { Database } from '../db/schema.ts';

import type { Caller } from './access/caller.ts';
import { Invalid } from './desk.ts';
import type { Desk } from './desk.ts';

/** What a caller asks for, and the key by which it is the same when it is sent again. */
export interface Request {
  readonly caller: Caller;
  readonly key: string | null;
  /** What is to be done: the same words to do another thing are another request. */
  readonly what: string;
  readonly body: object;
}

type Act<T> = (tx: Transaction<Database>) => Promise<T>;

/**
 * Does what is asked and keeps the answer, plain JSON, in the same transaction: the same key and body again does nothing and
 * answers the same. `prepare` runs before the transaction. Throws `Invalid` for a key that came with another body.
 */
export async function once<T extends object>(desk: Desk, request: Request, prepare: () => Act<T>): Promise<T> {
  const { caller, key, what, body } = request;
  if (key === null) return desk.db.transaction().execute(prepare());
  const asked = { caller: caller.id, key, body_hash: sha256(JSON.stringify([what, body])) };
  const before = await answered<T>(desk, asked);
  if (before !== undefined) return before;
  const act = prepare();
  try {
    return await desk.db.transaction().execute(async (tx) => {
      const answer = await act(tx);
      await insertRequest(tx, { ...asked, answer, at: desk.now() });
      return answer;
    });
  } catch (error) {
    const winner = violated(error) === undefined ? undefined : await answered<T>(desk, asked);
    if (winner === undefined) throw error;
    return winner;
  }
}

const rememberedMs = 7 * 86_400_000;
const atOnce = 1000;

/** Forgets answers older than seven days: whoever has not heard one by then does not ask again. Answers how many. */
export async function forget({ db, now }: Pick<Desk, 'db' | 'now'>): Promise<number> {
  let sum = 0;
  for (let done = atOnce; done === atOnce; sum += done) done = await deleteRequests(db, now() - rememberedMs, atOnce);
  return sum;
}

/** The refusal of a key that came with another body. */
export const otherBody = (): Invalid =>
  new Invalid('This Idempotency-Key came with another body before: use a new key for a new request.');

type Asked = { readonly caller: string; readonly key: string; readonly body_hash: string };

async function answered<T extends object>({ db }: Desk, asked: Asked): Promise<T | undefined> {
  const before = await requestByKey(db, asked.caller, asked.key);
  if (before !== undefined && before.body_hash !== asked.body_hash) throw otherBody();
  return before?.answer as T | undefined;
}
