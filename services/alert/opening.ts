import type { Transaction } from 'kysely';

import { nextReferences } from '../../db/numbers.ts';
import { sha256 } from '../../db/digest.ts';
import type { Database } from '../../db/schema.ts';
import { graver, openingOf, pagedFor, pagesFor } from '../../domain/alert/incidents.ts';
import type { Signal } from '../../domain/alert/signal.ts';
import { open } from '../../domain/incident/open.ts';
import { isOpen } from '../../domain/incident/incident.ts';
import type { Act } from '../../domain/incident/incident.ts';
import { messagesIn } from '../../language/messages.ts';
import { findableBy } from '../incident/open.ts';

import { join } from './apply.ts';
import type { Did } from './apply.ts';
import { keyOf } from './batch.ts';
import type { Batch, Ticket } from './batch.ts';
import { bucketOf, stormKey } from './storms.ts';

type Tx = Transaction<Database>;

/** What a signal under a new key opens: an incident of its own or, where many come at once, one with the others. */
export async function openFor(tx: Tx, batch: Batch, slug: string, signal: Signal, act: Act): Promise<Did> {
  const { plan } = batch.plans.get(slug)!.rules;
  const bucket = bucketOf(plan, signal);
  const storm = batch.storms.get(keyOf(slug, stormKey(bucket)));
  if (storm !== undefined) return gather(tx, batch, { slug, signal, storm }, act);
  const ticket = await born(tx, batch, slug, signal, act.at);
  join(batch, ticket, signal, act.at);
  return { key: signal.key, did: 'opened', reference: ticket.incident.reference };
}

interface Gathering {
  readonly slug: string;
  readonly signal: Signal;
  readonly storm: { parent: string | null; children: readonly string[] };
}

async function gather(tx: Tx, batch: Batch, { slug, signal, storm }: Gathering, act: Act): Promise<Did> {
  const standing = storm.parent === null ? undefined : batch.tickets.get(storm.parent);
  const alive = standing !== undefined && isOpen(standing.incident);
  const parent = alive ? standing : await bornOfMany(tx, batch, slug, signal, act.at);
  const { reference } = parent.incident;
  storm.parent = reference;
  for (const child of storm.children) tie(batch, parent, child, act);
  storm.children = [];
  parent.incident = graver(parent.rules, parent.incident, signal.severity, act);
  join(batch, parent, signal, act.at);
  return { key: signal.key, did: alive ? 'joined' : 'opened', reference };
}

function tie(batch: Batch, parent: Ticket, child: string, act: Act): void {
  const ticket = batch.tickets.get(child);
  if (ticket === undefined || !isOpen(ticket.incident)) return;
  const { reference } = parent.incident;
  ticket.incident = pagedFor(ticket.incident, { ...act, key: `storm:${reference}` }, reference);
  const graveOnes = graver(parent.rules, parent.incident, ticket.incident.severity, { ...act, key: `graver:${child}` });
  parent.incident = pagesFor(graveOnes, { ...act, key: `storm:${child}` }, child);
  batch.ties.push({ parent: reference, child, at: act.at });
}

const bornOfMany = (tx: Tx, batch: Batch, slug: string, signal: Signal, at: number): Promise<Ticket> => {
  const { plan } = batch.plans.get(slug)!.rules;
  const { service } = signal;
  const name = service === null ? plan.title : plan.services[service]!.title;
  const many = {
    ...signal,
    key: stormKey(bucketOf(plan, signal)),
    title: messagesIn(plan.locale).alerts.storm(name),
    description: null,
    runbook: null,
  };
  return born(tx, batch, slug, many, at, { storm: true });
};

/** A new incident, in memory; its promises count from when it was heard of. */
async function born(
  tx: Tx,
  batch: Batch,
  slug: string,
  signal: Signal,
  at: number,
  marks: { storm?: true } = {},
): Promise<Ticket> {
  const { rules } = batch.plans.get(slug)!;
  const reference = await freeReference(tx, batch, slug);
  const incident = open(rules, { ...openingOf(rules.plan, reference, signal), ...marks }, at);
  const { title, description, source, key } = signal;
  const words = {
    title,
    description,
    impact: null,
    channel: 'alert',
    key: null,
    requester: null,
    fields: '{}',
    dedup_key: key,
    caller: source,
    body_hash: sha256(key),
  };
  const findable = findableBy(rules.plan, incident, { title, description: description ?? undefined });
  const ticket: Ticket = { rules, locked: null, born: { words, findable }, incident, firing: 0 };
  batch.tickets.set(reference, ticket);
  batch.openFor.set(keyOf(slug, key), reference);
  return ticket;
}

const drawnAtOnce = 10;

async function freeReference(tx: Tx, batch: Batch, slug: string): Promise<string> {
  const { rules, free } = batch.plans.get(slug)!;
  if (free.length === 0) free.push(...(await nextReferences(tx, rules.plan.reference, drawnAtOnce)));
  return free.shift()!;
}
