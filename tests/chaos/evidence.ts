import { readFileSync } from 'node:fs';

import type { WorkflowHandle } from '@temporalio/client';
import { Client } from 'pg';

import { incidentWorkflowId } from '../../workflows/ids.ts';

import type { House } from './house.ts';
import type { Taken } from './mail-server.ts';

export interface IncidentRow {
  readonly reference: string;
  readonly severity: string;
  readonly status: string;
  readonly caller: string;
  readonly key: string | null;
  readonly dedup_key: string | null;
  readonly opened_at: number;
  readonly ended_at: number | null;
  readonly next_due_at: number | null;
  readonly wake_at: number | null;
  readonly seq: number;
}

export interface EventRow {
  readonly reference: string;
  readonly seq: number;
  readonly key: string;
  readonly kind: string;
  readonly at: number;
  readonly due_at: number | null;
  readonly by: string | null;
  readonly data: Readonly<Record<string, unknown>>;
  readonly digest: string | null;
  readonly hash: string;
}

export interface NotificationRow {
  readonly reference: string;
  readonly event_key: string;
  readonly recipient: string;
  readonly channel: string;
  readonly due_at: number;
  readonly attempts: number;
  readonly message_id: string;
  readonly bundle: string | null;
  readonly outcome: string | null;
  readonly sent_at: number | null;
  readonly email: string;
}

export interface AlertRow {
  readonly key: string;
  readonly reference: string;
  readonly count: number;
}

/** Something that another system said. */
export interface ReceivedRow {
  readonly id: number;
  readonly source: string;
  readonly key: string;
  readonly at: number;
  readonly heard_at: number | null;
  readonly error: string | null;
}

/** Everything that is kept, at one instant, and what the mail server has taken. */
export interface Evidence {
  readonly now: number;
  readonly incidents: readonly IncidentRow[];
  readonly events: readonly EventRow[];
  readonly notifications: readonly NotificationRow[];
  readonly alerts: readonly AlertRow[];
  readonly received: readonly ReceivedRow[];
  readonly mails: readonly Taken[];
  /** The workflows that run, by incident, each with when its timers fire, epoch ms. */
  readonly workflows: ReadonlyMap<string, readonly number[]>;
}

const tables = {
  incidents: `select reference, severity, status, caller, key, dedup_key, opened_at::float8, ended_at::float8, next_due_at::float8,
    wake_at::float8, seq from incident order by opened_at, reference`,
  events: `select reference, seq, key, kind, at::float8, due_at::float8, by, data, digest, hash from event order by reference, seq`,
  notifications: `select n.reference, event_key, recipient, channel, due_at::float8, attempts, message_id, bundle, outcome,
    sent_at::float8, p.email from notification n left join person p on p.plan = n.plan and p.id = n.recipient`,
  alerts: `select key, reference, count from alert`,
  received: `select id::float8, source, coalesce(body ->> 'dedup_key', body ->> 'key') as key, at::float8, heard_at::float8, error
    from received order by id`,
};

/** What is to be judged. */
export async function gather(house: House): Promise<Evidence> {
  const rows = await kept(house);
  const mails = readFileSync(house.mails, 'utf8').trimEnd().split('\n');
  return {
    ...rows,
    mails: mails.filter((line) => line !== '').map((line) => JSON.parse(line) as Taken),
    workflows: await running(
      house,
      rows.incidents.map(({ reference }) => reference),
    ),
  };
}

async function kept(house: House) {
  return asking(house, async (client) => {
    await client.query('begin isolation level repeatable read read only');
    const now = Date.now();
    const rows = async <T>(text: string) => (await client.query(text)).rows as readonly T[];
    return {
      now,
      incidents: await rows<IncidentRow>(tables.incidents),
      events: await rows<EventRow>(tables.events),
      notifications: await rows<NotificationRow>(tables.notifications),
      alerts: await rows<AlertRow>(tables.alerts),
      received: await rows<ReceivedRow>(tables.received),
    };
  });
}

/** Over a connection of its own. */
export async function asking<T>(house: House, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: house.databaseUrl() });
  // Postgres may be killed while nothing is asked; what is asked then fails by itself.
  client.on('error', () => undefined);
  try {
    await client.connect();
    return await work(client);
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** Asked one by one: what Temporal lists comes late. */
async function running(house: House, references: readonly string[]): Promise<Evidence['workflows']> {
  const client = await house.client();
  const found = new Map<string, readonly number[]>();
  for (const reference of references) {
    const workflow = client.workflow.getHandle(incidentWorkflowId(reference));
    const { status } = await workflow.describe().catch(() => ({ status: { name: 'none' } }));
    if (status.name === 'RUNNING') found.set(reference, timersIn((await workflow.fetchHistory()).events ?? []));
  }
  await client.connection.close();
  return found;
}

type History = NonNullable<Awaited<ReturnType<WorkflowHandle['fetchHistory']>>['events']>;

/** When those fire that were started and have neither fired nor been taken back. */
function timersIn(events: History): readonly number[] {
  const timers = new Map<string, number>();
  for (const { eventTime, timerStartedEventAttributes: started, ...other } of events) {
    const over = other.timerFiredEventAttributes ?? other.timerCanceledEventAttributes;
    if (over) timers.delete(over.timerId!);
    if (started) timers.set(started.timerId!, msOf(eventTime) + msOf(started.startToFireTimeout));
  }
  return [...timers.values()];
}

const msOf = (time: History[number]['eventTime'] | undefined): number =>
  Number(time?.seconds ?? 0) * 1000 + Math.floor((time?.nanos ?? 0) / 1e6);
