import { randomBytes } from 'node:crypto';

import { sha256 } from '../../db/digest.ts';
import { deleteSession, findKey, findSession, insertSession } from '../../db/keys.ts';
import type { Desk } from '../desk.ts';

import type { Caller } from './caller.ts';
import { asCaller, callerOf } from './keys.ts';

const lastsMs = 12 * 3_600_000;

/** Signs in with a key: the session's token, good for 12 hours; undefined for a key that opens nothing. */
export async function signIn(desk: Desk, key: string): Promise<string | undefined> {
  const caller = await callerOf(desk, key);
  if (caller === undefined) return undefined;
  const token = randomBytes(32).toString('base64url');
  await insertSession(desk.db, { hash: sha256(token), api_key: caller.id, expires_at: desk.now() + lastsMs });
  return token;
}

/** Who is signed in by this token; undefined once it is over, or its key revoked. */
export async function signedIn(desk: Desk, token: string): Promise<Caller | undefined> {
  const session = await findSession(desk.db, sha256(token), desk.now());
  const key = session && (await findKey(desk.db, session.api_key));
  return key && asCaller(desk, key);
}

export const signOut = async ({ db }: Desk, token: string): Promise<void> =>
  void (await deleteSession(db, sha256(token)));
