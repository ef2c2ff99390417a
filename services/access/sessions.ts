import { randomBytes } from 'node:crypto';

import type { Kysely } from 'kysely';

import { sha256 } from '../../db/digest.ts';
import type { Database } from '../../db/schema.ts';
import * as sessions from '../../db/sessions.ts';
import { NotFound } from '../desk.ts';
import type { Desk } from '../desk.ts';

import type { Caller } from './caller.ts';
import { asCaller, callerOf } from './keys.ts';
import { ownOf, withinReach } from './reach.ts';

const lastsMs = 12 * 3_600_000;

/** With what a session is opened. */
type Opener = { readonly api_key: string } | { readonly plan: string; readonly person: string };

/** Opens a session for 12 hours and answers its token, which is kept nowhere. */
export async function openSession(db: Kysely<Database>, now: number, opener: Opener): Promise<string> {
  const token = randomBytes(32).toString('base64url');
  const whose = { api_key: null, plan: null, person: null, ...opener };
  const id = randomBytes(6).toString('hex');
  await sessions.insertSession(db, { ...whose, id, hash: sha256(token), created_at: now, expires_at: now + lastsMs });
  return token;
}

/** Signs in with a key: the session's token; undefined for a key that opens nothing. */
export async function signIn(desk: Desk, key: string): Promise<string | undefined> {
  const caller = await callerOf(desk, key);
  return caller && openSession(desk.db, desk.now(), { api_key: caller.id });
}

/** Who is signed in by this token; undefined once it is over or revoked, its key is, or its person has left the plan. */
export async function signedIn(desk: Desk, token: string): Promise<Caller | undefined> {
  const session = await sessions.findSession(desk.db, sha256(token), desk.now());
  return session && asCaller(desk, { ...session, id: session.api_key ?? session.id });
}

export const signOut = async ({ db }: Desk, token: string): Promise<void> =>
  void (await sessions.deleteSession(db, sha256(token)));

/** The sessions that last and that the caller may end: their own, or those of all whom they administer. */
export const listSessions = async ({ db, now }: Desk, caller: Caller) =>
  (await sessions.listSessions(db, withinReach(caller), now())).map(
    ({ id, api_key: key, plan, person, created_at: createdAt, expires_at: expiresAt }) => ({
      id,
      plan,
      person,
      key,
      createdAt,
      expiresAt,
    }),
  );

/** Ends a session at once. Throws `NotFound` where none that lasts is within reach. */
export async function revokeSession(desk: Desk, caller: Caller, id: string): Promise<void> {
  const known = await listSessions(desk, caller);
  if (!known.some((one) => one.id === id)) throw new NotFound(`There is no session ${id}.`);
  await sessions.deleteSessions(desk.db, [id]);
}

/** Ends every session of the caller's own; answers how many there were. */
export async function signOutEverywhere({ db, now }: Desk, caller: Caller): Promise<number> {
  const own = await sessions.listSessions(db, ownOf(caller), now());
  // Those of people are not an administrator's.
  const ids = own.filter(({ person }) => caller.plan !== null || person === null).map(({ id }) => id);
  await sessions.deleteSessions(db, ids);
  return ids.length;
}
