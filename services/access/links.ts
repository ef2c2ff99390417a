import { sign, verify } from 'hono/jwt';

import { readIncident } from '../../db/incident-lists.ts';
import { personOf } from '../../db/plans.ts';
import type { Desk } from '../desk.ts';

import { rulesInForce } from '../plan/rules.ts';

import { personOfPlan, requesterOf } from './caller.ts';
import type { Caller } from './caller.ts';

const validS = 30 * 86_400;
/** So long after its end a requester still reads a ticket. */
const followMs = 90 * 86_400_000;

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
  desk: Pick<Desk, 'secret' | 'now' | 'db' | 'rules'>,
  token: string,
): Promise<AcknowledgeLink | undefined> {
  const claims = await claimsOf(desk, token, 'acknowledge');
  if (claims === undefined || Number(claims.exp) * 1000 < desk.now()) return undefined;
  const { reference, person, plan } = claims as unknown as { reference: string; person: string; plan: string };
  const rules = (await personOf(desk.db, plan, person)) && (await rulesInForce(desk, plan));
  if (rules === undefined) return undefined;
  // Whom the plan pages may acknowledge, whatever else their roles let them do.
  const caller = personOfPlan(`link-${person}`, person, rules.plan);
  return { reference, caller: { ...caller, may: ['see', 'work'], ticket: reference } };
}

/** Where who asked for help follows their ticket, answers and reopens, without an account. The same one every time. */
export const requesterLink = async (
  { secret, publicUrl }: Pick<Desk, 'secret' | 'publicUrl'>,
  reference: string,
): Promise<string> => `${publicUrl}/requests/${await sign({ reference, for: 'requester' }, secret, 'HS256')}`;

/**
 * Who comes by such a link: a caller with this one ticket. Undefined when it is forged or altered, once the ticket has ended
 * 90 days ago, or where its requester is not known any more.
 */
export async function readRequesterLink(
  desk: Pick<Desk, 'secret' | 'now' | 'db'>,
  token: string,
): Promise<{ readonly reference: string; readonly caller: Caller } | undefined> {
  const claims = await claimsOf(desk, token, 'requester');
  const row = claims && (await readIncident(desk.db, String(claims['reference'])));
  if (row === undefined || row.requester === null) return undefined;
  if (row.ended_at !== null && desk.now() > row.ended_at + followMs) return undefined;
  return { reference: row.reference, caller: requesterOf(row.reference, row.plan) };
}

/** Whom a plan tells, or an incident, who need not be anybody of the plan. */
export interface Follower {
  /** As notifications name them: `subscriber:7`, `participant:12`. */
  readonly recipient: string;
  readonly plan: string;
  /** The incident; null: everything that the plan tells its users. */
  readonly reference: string | null;
}

/** Where somebody who is told without having an account says that they want to hear no more. */
export const leaveLink = async (
  { secret, publicUrl }: Pick<Desk, 'secret' | 'publicUrl'>,
  { recipient, plan, reference }: Follower,
): Promise<string> => `${publicUrl}/leave/${await sign({ recipient, plan, reference, for: 'leave' }, secret, 'HS256')}`;

/** Who comes by such a link; undefined when it is forged or altered. */
export async function readLeaveLink(desk: Pick<Desk, 'secret'>, token: string): Promise<Follower | undefined> {
  return (await claimsOf(desk, token, 'leave')) as Follower | undefined;
}

async function claimsOf({ secret }: Pick<Desk, 'secret'>, token: string, purpose: string) {
  const claims = await verify(token, secret, { alg: 'HS256', exp: false }).catch(() => undefined);
  return claims?.['for'] === purpose ? claims : undefined;
}
