import { sign, verify } from 'hono/jwt';

import { insertNotifications } from '../../db/notifications.ts';
import { insertLinks, spendLink, usableLink } from '../../db/signin-links.ts';
import type { Desk } from '../desk.ts';

import { attempt } from './attempts.ts';
import { openSession } from './sessions.ts';

const lastsMs = 15 * 60_000;
const mostLinks = 5;

/** About what a notification is that tells a link to sign in: nothing in it says who it is for. */
const subjectOf = (plan: string, id: string): string => `signin:${plan}/${id}`;

/**
 * Mails a link to sign in to whoever has this address, one for each plan; `path` is where it leads. Whether there is anybody is
 * not to be told from what it does. Throws `TooMany`.
 */
export async function mailLinks(desk: Desk, address: string, path: string): Promise<void> {
  await attempt(desk, ['sign-in mail', address.toLowerCase()], mostLinks);
  const now = desk.now();
  const links = await desk.db.transaction().execute(async (tx) => {
    const made = await insertLinks(tx, { address, path, now, expiresAt: now + lastsMs });
    const tellings = made.map(({ id, plan, person }) => ({
      reference: subjectOf(plan, id),
      plan,
      event_key: 'signin',
      kind: 'signin',
      recipient: person,
      due_at: now,
      try_at: now,
    }));
    await insertNotifications(tx, tellings);
    return made;
  });
  for (const { plan, id } of links) desk.stir(subjectOf(plan, id), 'signin');
}

/** A link that was mailed: who would sign in by it, to which plan, and where it leads. */
export interface SigninLink {
  readonly id: string;
  readonly plan: string;
  readonly name: string;
  readonly path: string;
}

/** The address of a link that can still be used, by the subject of its notification; undefined where it cannot. */
export async function signinLink(
  { db, now, secret, publicUrl }: Pick<Desk, 'db' | 'now' | 'secret' | 'publicUrl'>,
  subject: string,
): Promise<string | undefined> {
  const id = subject.slice(subject.indexOf('/') + 1);
  if ((await usableLink(db, id, now())) === undefined) return undefined;
  return `${publicUrl}/signin/${await sign({ id, for: 'signin' }, secret, 'HS256')}`;
}

/** What such a link stands for; undefined where it is forged, used, too old, or its person has left the plan. */
export async function readSigninLink(
  { db, now, secret }: Pick<Desk, 'db' | 'now' | 'secret'>,
  token: string,
): Promise<SigninLink | undefined> {
  const claims = await verify(token, secret, { alg: 'HS256', exp: false }).catch(() => undefined);
  if (claims?.['for'] !== 'signin') return undefined;
  const id = String(claims['id']);
  const link = await usableLink(db, id, now());
  return link && { id, plan: link.plan, name: link.name, path: link.path };
}

/** Signs in by a link, once: the session's token and where it leads. Undefined where it cannot be used, or not any more. */
export async function followLink(desk: Desk, token: string): Promise<{ token: string; path: string } | undefined> {
  const link = await readSigninLink(desk, token);
  if (link === undefined) return undefined;
  return desk.db.transaction().execute(async (tx) => {
    const standing = await usableLink(tx, link.id, desk.now());
    if (standing === undefined || !(await spendLink(tx, link.id, desk.now()))) return undefined;
    const { plan, person, path } = standing;
    return { token: await openSession(tx, desk.now(), { plan, person }), path };
  });
}
