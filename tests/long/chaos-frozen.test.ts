/** A worker that is frozen in the middle of things holds nothing up for more than 5 s, and does nothing twice afterwards. */
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';

import type { Db } from '../../db/connect.ts';
import { incidentWorkflowId, stirSignal } from '../../workflows/ids.ts';

import { pause } from '../chaos/chance.ts';
import { parts } from '../chaos/house.ts';
import { everyTurnTaken, expectEachOnce, setScene, toldInFull } from '../chaos/scene.ts';
import type { Scene } from '../chaos/scene.ts';
import { happenings, life, live } from '../chaos/story.ts';

const longestMs = 5000;
let scene: Scene;
let db: Db;
beforeAll(async () => {
  scene = await setScene();
  await scene.house.start(...parts);
  db = scene.house.look();
});
afterAll(async () => {
  await db.destroy();
  await scene.stop();
});

test('frozen while it holds an incident, it keeps nobody from acting', async () => {
  const { house } = scene;
  const [held, other] = [await house.open('P2'), await house.open('P2')];
  await freezeHolding(held);
  for (const reference of [other, held]) {
    const began = performance.now();
    const { status } = await house.ask('POST', `/api/incidents/${reference}/acknowledge`);
    expect([status, performance.now() - began < longestMs], reference).toEqual([200, true]);
  }
  house.thaw('worker');
  await everyTurnTaken(house);
  for (const reference of [other, held])
    expect(await happenings(house, reference)).toEqual(['opened', 'escalated:patient:1', expect.any(String)]);
});

test('frozen for a while in the middle of the story, what it left is done by another, and nothing twice', async () => {
  const { house, smtp } = scene;
  await house.start('second worker');
  const before = smtp.mails.length;
  const living = Promise.all(Array.from({ length: 6 }, (_, index) => pause(index * 250).then(() => live(house))));
  living.catch(() => undefined);
  await pause(1700);
  house.freeze('worker');
  await pause(7000);
  house.thaw('worker');
  const references = await living;
  for (const reference of references) {
    const events = await house.events(reference);
    expect(await happenings(house, reference), reference).toEqual(life);
    for (const { key, at, dueAt } of events)
      expect(Date.parse(at) - Date.parse(dueAt ?? at), `${key} of ${reference}`).toBeLessThan(longestMs);
  }
  expectEachOnce(await toldInFull(house, references), smtp.mails.slice(before));
});

/** Freezes the worker in the middle of a turn, while its transaction holds the incident. */
async function freezeHolding(reference: string): Promise<void> {
  const client = await scene.house.client();
  await db.transaction().execute(async (tx) => {
    await tx.selectFrom('incident').select('reference').where('reference', '=', reference).forUpdate().execute();
    await client.workflow.getHandle(incidentWorkflowId(reference)).signal(stirSignal, 'tests');
    await vi.waitFor(async () => expect(await backends('wait_event_type', 'Lock')).toBeGreaterThan(0), {
      timeout: 5000,
      interval: 10,
    });
    scene.house.freeze('worker');
  });
  // What it waited for is its own now, and it does not go on.
  await vi.waitFor(async () => expect(await backends('state', 'idle in transaction')).toBeGreaterThan(0), {
    timeout: 5000,
    interval: 10,
  });
  await client.connection.close();
}

async function backends(column: 'state' | 'wait_event_type', is: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`select count(*) as count from pg_stat_activity
    where application_name = 'guardia' and ${sql.ref(column)} = ${is} and pid <> pg_backend_pid()`.execute(db);
  return rows[0]!.count;
}
