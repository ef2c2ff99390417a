import type { Transaction } from 'kysely';

import { chained, insertEvents } from '../../db/events.ts';
import { insertNotifications } from '../../db/notifications.ts';
import type { Database } from '../../db/schema.ts';
import { lockMode, saveMode } from '../../db/service-modes.ts';
import type { ModeRow } from '../../db/service-modes.ts';
import { integrationIn } from '../../domain/access.ts';
import { people } from '../../domain/incident/escalation.ts';
import type { Event } from '../../domain/incident/incident.ts';
import type { Rules } from '../../domain/plan.ts';
import type { Desk } from '../desk.ts';

import { subjectOf } from './subject.ts';

/** How some services of a plan are to run from now on. */
export interface Declaration {
  readonly services: readonly string[];
  readonly mode: ModeRow['mode'];
  /** Null: Guardia itself. */
  readonly by: string | null;
  readonly reason: string | null;
  /** Epoch ms; null: until somebody lifts it. */
  readonly untilAt: number | null;
}

type Telling = Pick<Desk, 'now'>;

/** Writes it down and has it told, all services in one message. What runs so already is not told again. Answers which services changed. */
export async function declare(
  tx: Transaction<Database>,
  desk: Telling,
  rules: Rules,
  wanted: Declaration,
): Promise<readonly string[]> {
  const changed: string[] = [];
  const rows: ModeRow[] = [];
  for (const service of wanted.services.toSorted()) {
    const row = await ended(tx, desk, rules, service);
    if (row.mode !== wanted.mode) changed.push(service);
    if (row.mode !== wanted.mode || wanted.mode === 'degraded') rows.push(row);
  }
  for (const row of rows) {
    const services = row.service === changed[0] ? changed : null;
    await keep(tx, desk, rules, row, { ...wanted, dueAt: null, services });
  }
  return changed;
}

/** How a service runs, locked. What was declared until an instant that is over ends then, whatever comes after it. */
export async function ended(
  tx: Transaction<Database>,
  desk: Telling,
  rules: Rules,
  service: string,
): Promise<ModeRow & { readonly over: boolean }> {
  const row = await lockMode(tx, rules.plan.slug, service);
  const over = row.mode === 'degraded' && row.until_at !== null && row.until_at <= desk.now();
  if (!over) return { ...row, over };
  const normal = { mode: 'normal', by: null, reason: null, untilAt: null, dueAt: row.until_at } as const;
  return { ...(await keep(tx, desk, rules, row, { ...normal, services: [service] })), over };
}

/** `services`: those that one message tells of; null: nothing is told. */
type Kept = Omit<Declaration, 'services'> & {
  readonly dueAt: number | null;
  readonly services: readonly string[] | null;
};

async function keep(
  tx: Transaction<Database>,
  { now }: Telling,
  rules: Rules,
  row: ModeRow,
  one: Kept,
): Promise<ModeRow> {
  const { plan, service } = row;
  const { mode, by, reason, untilAt, dueAt, services } = one;
  const at = now();
  const notify = services === null ? [] : people(rules, nobody, rules.plan.degraded?.tell ?? [], at);
  const data = { service, until: untilAt, ...(services !== null && { services: [...services] }) };
  const text: Event['text'] = reason === null ? {} : { reason };
  const event: Event = { key: `${mode}:${row.seq + 1}`, kind: mode, at, dueAt, by, data, text, notify };
  const [stored] = chained(subjectOf(plan, service), [event], row, null);
  const since = row.mode === mode ? row.since_at : (dueAt ?? at);
  const next = { plan, service, mode, since_at: since, until_at: untilAt, reason, by };
  await insertEvents(tx, [stored!])!.execute();
  const saved = { ...next, seq: stored!.seq, chain: stored!.hash };
  await saveMode(tx, saved);
  await insertNotifications(
    tx,
    notify.map((recipient) => telling(plan, stored!.reference, event, recipient)),
  );
  return saved;
}

const telling = (plan: string, reference: string, { key, kind, at, dueAt }: Event, recipient: string) => {
  const channel = integrationIn(recipient);
  const told = { reference, plan, event_key: key, kind, recipient, due_at: dueAt ?? at, try_at: at };
  return channel === null ? told : { ...told, channel };
};

/** It is about no ticket that some may not see. */
const nobody = { assignee: null, customer: null, type: '' };
