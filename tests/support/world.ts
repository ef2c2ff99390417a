import { Client, Connection } from '@temporalio/client';
import { NativeConnection, Worker } from '@temporalio/worker';
import { sql } from 'kysely';
import { expect, inject, vi } from 'vitest';

import { activities } from '../../activities/index.ts';
import { createApp } from '../../api/app.ts';
import { everyWay } from '../../channels/index.ts';
import { mailTo } from '../../channels/mail.ts';
import { look } from '../../channels/probes/index.ts';
import type { TemporalOptions } from '../../engine/temporal.ts';
import type { Verb } from '../../domain/incident/lifecycle.ts';
import type { Compiled } from '../../language/compile.ts';
import { createKey } from '../../services/access/keys.ts';
import { applyPlan } from '../../services/plan/apply.ts';
import { tellOfShifts } from '../../worker/shifts.ts';
import { toolsOf } from '../../worker/tools.ts';
import { createStirrer } from '../../worker/stirrer.ts';
import { incidentWorkflowId, taskQueue, procedureWorkflowId } from '../../workflows/ids.ts';

import { skipHeartbeats, stirHeartbeats } from './heartbeats.ts';
import { nextShift, scheduleWatch } from './schedules.ts';
import { freshDatabase, pool } from './database.ts';
import { testDesk } from './desk.ts';
import { planFile } from './plan.ts';
import './quiet.ts';
import { startSmtpSink } from './smtp-sink.ts';
import type { Mail } from './smtp-sink.ts';
import { liveThrough, startTestTemporal } from './temporal.ts';
import { waitingIn } from './waiting.ts';

export type World = Awaited<ReturnType<typeof startWorld>>;

/**
 * Everything real but the clock: Postgres, Temporal, SMTP, a worker and the HTTP API. `travel` moves the clock and every open workflow;
 * with `shifts` it also looks who takes over which rotation, as the worker does. It waits for `patienceMs` until all is settled.
 */
export async function startWorld({
  plan,
  temporal: options = {},
  shifts: watchesShifts = false,
  patienceMs = 10_000,
  tools = toolsOf([]),
}: {
  plan?: Compiled;
  temporal?: Partial<TemporalOptions>;
  shifts?: boolean;
  patienceMs?: number;
  tools?: ReturnType<typeof toolsOf>;
} = {}) {
  const [temporal, database, smtp] = await Promise.all([startTestTemporal(options), freshDatabase(), startSmtpSink()]);
  const client = new Client({ connection: await Connection.connect({ address: temporal.address }) });
  const stirrer = createStirrer(client, () => undefined);
  const db = pool(database.url, 20);
  const desk = testDesk(db, stirrer.stir);
  const applied = await applyPlan(desk, plan ?? (await planFile('transport')), 'admin');
  const schedules = scheduleWatch(desk, client);
  const send = everyWay(mailTo(smtp.url, 'Guardia <guardia@guardia.example>'));
  const worker = await Worker.create({
    connection: await NativeConnection.connect({ address: temporal.address }),
    taskQueue,
    workflowBundle: { codePath: inject('bundle') },
    activities: activities({
      turning: desk,
      delivering: desk,
      send,
      look,
      tools,
      log: console.error,
    }),
  });
  const running = worker.run();
  const app = createApp(desk, (error) => console.error(error));
  const admin = (await createKey(desk, null, 'tests')).key;
  const unforgotten = (reference: string) => client.workflow.getHandle(incidentWorkflowId(reference));

  const runHandle = (reference: string) => client.workflow.getHandle(procedureWorkflowId(reference));

  /** What still has to happen before time can go on. */
  async function pending(): Promise<string[]> {
    await stirrer.idle();
    return [...(await waitingIn(db, desk.now)), ...(await schedules.pending())];
  }

  const usualMs = 10_000;

  /** Where many live at once on a busy machine a wake-up may come too late and be dropped: that is what the relay is for. */
  async function stirAgain(): Promise<void> {
    const now = desk.now();
    const waiting = db
      .selectFrom('incident')
      .select('reference')
      .where('wake_at', '<=', now)
      .where('ended_at', 'is', null);
    for (const { reference } of await waiting.execute()) stirrer.stir(reference, 'relay');
  }

  async function settled(): Promise<void> {
    let relayAt = Date.now() + usualMs;
    await vi.waitFor(
      async () => {
        const left = await pending();
        if (left.length > 0 && Date.now() > relayAt) {
          relayAt = Date.now() + usualMs;
          await stirAgain();
        }
        expect(left).toEqual([]);
      },
      { timeout: patienceMs, interval: 15 },
    );
  }

  async function skip(ms: number): Promise<void> {
    desk.clock.offsetMs += ms;
    const open = await db.selectFrom('incident').select('reference').where('ended_at', 'is', null).execute();
    const runs = await db.selectFrom('run').select('reference').where('ended_at', 'is', null).execute();
    await Promise.all([
      schedules.skip(ms),
      skipHeartbeats(db, client, ms),
      ...open.map(({ reference }) => liveThrough(unforgotten(reference), ms, patienceMs)),
      ...runs.map(({ reference }) => liveThrough(runHandle(reference), ms, patienceMs)),
    ]);
    if (watchesShifts) await tellOfShifts(desk, send, { gaps: true });
    await settled();
  }

  async function nextInstant(): Promise<number | null> {
    const { rows } = await sql<{ at: number | null }>`
      select least((select min(next_due_at) from incident), (select min(next_due_at) from run), (select min(next_due_at) from monitor), (select min(try_at) from notification)) as at`.execute(
      db,
    );
    const all = [rows[0]!.at, schedules.next(), watchesShifts ? await nextShift(desk) : undefined].filter(
      (at) => typeof at === 'number',
    );
    return all.length === 0 ? null : Math.min(...all);
  }

  async function request(method: string, path: string, body?: unknown, headers: Record<string, string> = {}) {
    const json = body === undefined ? {} : { 'content-type': 'application/json' };
    const init = { method, headers: { authorization: `Bearer ${admin}`, ...json, ...headers } };
    const response = await app.request(path, body === undefined ? init : { ...init, body: JSON.stringify(body) });
    const text = await response.text();
    return { status: response.status, headers: response.headers, body: text.startsWith('{') ? JSON.parse(text) : text };
  }

  return {
    desk,
    db,
    client,
    smtp,
    app,
    admin,
    request,
    settled,
    worker,
    temporal,
    /** Of its Postgres. */
    url: database.url,
    plan: applied.slug,
    handle: unforgotten,
    /** Makes Temporal's schedules those of the plans, and has their heartbeats watched; only then can travel reach what they start. */
    async reconcile() {
      await stirHeartbeats(desk, stirrer);
      return schedules.reconcile();
    },
    async openIncident(report: object = {}, headers?: Record<string, string>): Promise<string> {
      const whole = {
        plan: applied.slug,
        title: 'App inaccesibilă',
        severity: 'P1',
        ...report,
      };
      const { status, body } = await request('POST', '/api/incidents', whole, headers);
      expect(status, JSON.stringify(body)).toBe(201);
      await settled();
      return body.reference;
    },
    async act(reference: string, verb: Verb, body?: object, key = admin) {
      const answer = await request('POST', `/api/incidents/${reference}/${verb}`, body, {
        authorization: `Bearer ${key}`,
      });
      await settled();
      return answer;
    },
    show: async (reference: string) => (await request('GET', `/api/incidents/${reference}`)).body,
    events: async (
      reference: string,
    ): Promise<
      {
        kind: string;
        at: string;
        dueAt: string | null;
        data: Record<string, unknown>;
      }[]
    > => (await request('GET', `/api/incidents/${reference}/events`)).body.items,
    /** The kinds of its events, but for the phases, which in this plan go with the status. */
    kinds: async (reference: string): Promise<string[]> => {
      const { items } = (await request('GET', `/api/incidents/${reference}/events`)).body;
      return items.map(({ kind }: { kind: string }) => kind).filter((kind: string) => kind !== 'phase');
    },
    notifications: async (reference: string) =>
      (await request('GET', `/api/incidents/${reference}/notifications`)).body.items,
    keyOf: async (person: string) => (await createKey(desk, { plan: applied.slug, person }, person)).key,
    async travel(ms: number) {
      const until = desk.now() + ms;
      await settled();
      for (let next = await nextInstant(); next !== null && next < until; next = await nextInstant())
        await skip(Math.max(1, next - desk.now()));
      await skip(Math.max(1, until - desk.now()));
    },
    pass: (ms: number) => void (desk.clock.offsetMs += ms),
    startAt: (instant: string) => void (desk.clock.offsetMs = Date.parse(instant) - Date.now()),
    mailsTo: (address: string): Mail[] => smtp.mails.filter(({ to }) => to === address),
    async stop() {
      worker.shutdown();
      await running;
      await db.destroy();
      await client.connection.close();
      await Promise.all([smtp.stop(), temporal.stop(), database.drop()]);
    },
  };
}
