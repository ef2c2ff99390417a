import { sign, verify } from 'hono/jwt';

import { personOf } from '../../db/plans.ts';
import type { Desk } from '../desk.ts';

import type { Caller } from './caller.ts';

const validS = 30 * 86_400;

/** What a link in a mail allows: this person to acknowledge this incident. */
export interface AcknowledgeLink {
  readonly reference: string;
  readonly caller: Caller;
}

/** A link with which `person` acknowledges in one click, without signing in; good for 30 days. */
export async function acknowledgeLink(
  { secret, publicUrl, now }: Pick<Desk, 'secret' | 'publicUrl' | 'now'>,
  link: { plan: string; person: string; reference: string },
): Promise<string> {
  const exp = Math.floor(now() / 1000) + validS;
  return `${publicUrl}/acknowledge/${await sign({ ...link, for: 'acknowledge', exp }, secret, 'HS256')}`;
}

/** What a token of such a link allows; undefined when it is forged, altered, too old, or its person has left the plan. */
export async function readAcknowledgeLink(
  { secret, now, db }: Pick<Desk, 'secret' | 'now' | 'db'>,
  token: string,
): Promise<AcknowledgeLink | undefined> {
  const claims = await verify(token, secret, { alg: 'HS256', exp: false }).catch(() => undefined);
  if (claims?.['for'] !== 'acknowledge' || Number(claims.exp) * 1000 < now()) return undefined;
  const { reference, person, plan } = claims as unknown as { reference: string; person: string; plan: string };
  if ((await personOf(db, plan, person)) === undefined) return undefined;
  return { reference, caller: { id: `link-${person}`, by: person, plan } };
}
