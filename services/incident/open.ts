import type { Transaction } from 'kysely';

import { violated } from '../../db/connect.ts';
import { customerByAddress } from '../../db/customer-addresses.ts';
import { sha256 } from '../../db/digest.ts';
import { findByDedupKey, findByKey } from '../../db/incident-lists.ts';
import { insertIncident } from '../../db/incidents.ts';
import type { Words } from '../../db/incidents.ts';
import { nextOpening } from '../../db/numbers.ts';
import type { Database } from '../../db/schema.ts';
import { textsIn } from '../../db/search.ts';
import type { Findable } from '../../db/search.ts';
import { classified } from '../../domain/incident/category.ts';
import { fireDue, nextDue } from '../../domain/incident/due.ts';
import { fieldsOf } from '../../domain/incident/fields.ts';
import type { Incident } from '../../domain/incident/incident.ts';
import * as incidents from '../../domain/incident/open.ts';
import type { Plan } from '../../domain/plan.ts';
import { mayReach } from '../access/caller.ts';
import type { Caller } from '../access/caller.ts';
import { requirePermission } from '../access/permission.ts';
import { Forbidden, Invalid } from '../desk.ts';
import type { Desk } from '../desk.ts';
import { otherBody } from '../once.ts';
import { rulesNow } from '../on-call/rules.ts';

import { attributesOf } from './outlook.ts';

/** What somebody reports. Absent and null mean the same. */
export interface Report {
  readonly plan: string;
  readonly title: string;
  readonly description?: string | undefined;
  readonly type?: string | undefined;
  readonly severity?: string | undefined;
  readonly impact?: string | undefined;
  readonly service?: string | undefined;
  readonly category?: string | undefined;
  readonly channel?: string | undefined;
  readonly requester?: { readonly name?: string | undefined; readonly email: string } | undefined;
  readonly fields?: Readonly<Record<string, unknown>> | undefined;
  readonly dedupKey?: string | undefined;
}

/** Which incident stands for the report, and whether it was there before. */
export interface Opened {
  readonly reference: string;
  readonly existing: boolean;
}

/**
 * Opens an incident: it stands, clocks running and first notifications waiting, before anyone is answered. The caller's key
 * again, or a deduplication key that is open already, finds the one that stands. Throws `Forbidden`, `Invalid` for an unknown plan or a
 * key that came with another body, `UnknownValue` for what the plan does not have.
 */
export async function open(
  desk: Desk,
  caller: Caller,
  report: Report,
  key: string | null,
  more: More = {},
): Promise<Opened> {
  await requirePermission(desk, caller, 'report');
  const bodyHash = sha256(JSON.stringify(report));
  const standing = await standingFor(desk, caller, report, key, bodyHash);
  if (standing !== undefined) return standing;
  try {
    const incident = await insert(desk, caller, report, { key, bodyHash }, more);
    desk.stir(incident.reference, 'opened', attributesOf(incident));
    return { reference: incident.reference, existing: false };
  } catch (error) {
    if (violated(error) === undefined) throw error;
    const winner = await standingFor(desk, caller, report, key, bodyHash);
    // Resolved between the two looks: the key is free again.
    return winner ?? open(desk, caller, report, key, more);
  }
}

async function standingFor({ db }: Desk, caller: Caller, report: Report, key: string | null, bodyHash: string) {
  const same = key === null ? undefined : await findByKey(db, caller.id, key);
  if (same !== undefined && same.body_hash !== bodyHash) throw otherBody();
  if (same !== undefined) return { reference: same.reference, existing: false };
  const asked = report.dedupKey !== undefined && mayReach(caller, report.plan);
  const dedup = asked ? await findByDedupKey(db, report.plan, report.dedupKey) : undefined;
  if (dedup === undefined) return undefined;
  if (caller.hidden.includes(dedup.type))
    throw new Forbidden(`What is open under this dedupKey is of the type "${dedup.type}", which you may not see.`);
  return { reference: dedup.reference, existing: true };
}

type Keys = { readonly key: string | null; readonly bodyHash: string };

/** What only Guardia itself says. */
export interface More extends Partial<Pick<incidents.Opening, 'by' | 'owners' | 'rollCall' | 'dueAt'>> {
  /** Nobody can be asked for what is missing: it came by mail. */
  readonly unasked?: boolean;
  /** What is written down with it, or not at all. */
  readonly also?: (tx: Transaction<Database>, incident: Incident) => Promise<void>;
}

async function insert(
  desk: Desk,
  caller: Caller,
  report: Report,
  keys: Keys,
  { unasked = false, also, ...more }: More,
): Promise<Incident> {
  const { db } = desk;
  const next = mayReach(caller, report.plan) ? await nextOpening(db, report.plan) : undefined;
  if (next === undefined) throw new Invalid(`There is no plan "${report.plan}".`, '/plan');
  const { reference, version } = next;
  const rules = await rulesNow(desk, db, report.plan, version);
  const now = desk.now();
  const email = report.requester?.email;
  const customer = email === undefined ? null : await customerByAddress(db, report.plan, email);
  const opening = { ...openingOf(rules.plan, reference, caller, report), customer, ...more };
  const incident = fireDue(rules, incidents.open(rules, opening, now), now);
  const fields = fieldsOf(rules.plan, incident.type, report.fields ?? {}, !unasked && isAsked(opening));
  const said = { ...report, fields };
  const [words, findable] = [wordsOf(caller, said, keys), findableBy(rules.plan, incident, said)];
  const whole = { incident, words, findable, nextDueAt: nextDue(rules, incident) };
  if (also === undefined) await insertIncident(db, whole);
  else
    await db.transaction().execute(async (tx) => {
      await insertIncident(tx, whole);
      await also(tx, incident);
    });
  return incident;
}

/** What a new ticket is found by. */
export function findableBy(
  plan: Plan,
  { reference, service, category }: Incident,
  report: Pick<Report, 'title' | 'description' | 'fields' | 'requester'>,
): Findable {
  const { services, categories, locale } = plan;
  const { title, description, fields, requester } = report;
  const kinds = [service, services[service ?? '']?.title, category, categories[category ?? '']?.title];
  return { locale, texts: [reference, ...textsIn([title, description, fields, requester, kinds])] };
}

function openingOf(plan: Plan, reference: string, { by }: Caller, report: Report): incidents.Opening {
  const { service = null, impact = null, category = null, requester } = report;
  const { type, severity } = classified(plan, report);
  return { reference, type, severity, service, impact, category, requester: requester?.email ?? null, by };
}

/** Whether there is a person who can fill in what is missing: what a machine notices is never refused for that. */
const isAsked = ({ by, requester, rollCall }: incidents.Opening): boolean =>
  rollCall === undefined && (requester !== null || (by !== null && by !== 'admin'));

function wordsOf(caller: Caller, report: Report, { key, bodyHash }: Keys): Words {
  const { title, description = null, impact = null, channel = null, dedupKey = null, fields = {}, requester } = report;
  return {
    title,
    description,
    impact,
    channel,
    key,
    requester: requester === undefined ? null : JSON.stringify(requester),
    fields: JSON.stringify(fields),
    dedup_key: dedupKey,
    caller: caller.id,
    body_hash: bodyHash,
  };
}
