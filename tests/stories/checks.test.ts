/** A shop's server fails three times in a row: one incident pages whoever is in charge, and with its recovery it is over by itself. */
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';

import { afterAll, beforeAll, expect, test, vi } from 'vitest';

import { shopPlan } from '../domain/support.ts';
import { startWorld } from '../support/world.ts';
import type { World } from '../support/world.ts';

const minutes = 60_000;
let status = 200;
let asked = 0;
let server: Server;
let world: World;

beforeAll(async () => {
  server = createServer((_, response) => {
    asked += 1;
    response.writeHead(status).end('ok');
  }).listen(0, '127.0.0.1');
  const checks = `checks:
  till: { title: The till, every: 5m, http: "\${TILL_URL}/health", fails: 3, opens: P1, service: app }
  shelf: { every: 5m, tcp: "\${SHELF}", opens: P3, service: app, recovery: comments }
  unset: { every: 1m, http: "\${NOBODY_HAS_SET_THIS}", opens: P1 }
`;
  world = await startWorld({ plan: shopPlan((text) => text + checks) });
  const { port } = server.address() as AddressInfo;
  Object.assign(world.desk.env, { TILL_URL: `http://u:secret@127.0.0.1:${port}`, SHELF: `127.0.0.1:${port}` });
  await world.reconcile();
});
afterAll(async () => {
  server.close();
  await world.stop();
});

const till = async () => (await world.request('GET', '/api/monitors/shop/check/till')).body;
const incidents = async () => (await world.request('GET', '/api/incidents?plan=shop')).body.items;

test('three failures in a row open one incident, which pages; the next good answer resolves it', async () => {
  await world.travel(6 * minutes);
  expect([asked > 0, (await till()).status, await incidents()]).toEqual([true, 'up', []]);

  status = 503;
  await world.travel(10 * minutes);
  expect([(await till()).status, await incidents()]).toEqual(['up', []]);
  await world.travel(20 * minutes);
  const [incident, ...others] = await incidents();
  expect(others).toEqual([]);
  expect(incident).toMatchObject({ title: 'The till: HTTP 503', severity: 'P1', service: 'app' });
  expect((await till()).status).toBe('down');
  expect(world.mailsTo('ion@shop.example').some(({ subject }) => subject.includes(incident.reference))).toBe(true);

  status = 200;
  await world.travel(5 * minutes);
  expect((await till()).status).toBe('up');
  await vi.waitFor(async () => expect((await world.show(incident.reference)).status).toBe('resolved'), 5000);
});

test('one schedule for all of the plan that have the same rhythm, of what is configured', async () => {
  const ids: string[] = [];
  for await (const { scheduleId } of world.client.schedule.list()) ids.push(scheduleId);
  expect(ids).toEqual(['watch/shop/5m']);
});

test('Temporal knows how many were looked at, and no address and no secret', async () => {
  const runs = [];
  for await (const run of world.client.workflow.list({ query: 'WorkflowType = "watchWorkflow"' })) runs.push(run);
  const { workflowId, runId } = runs.find(({ closeTime }) => closeTime !== undefined)!;
  const handle = world.client.workflow.getHandle(workflowId, runId);
  expect(await handle.result()).toMatchObject({ looked: 2 });
  expect(JSON.stringify(await handle.fetchHistory())).not.toMatch(/secret|127\.0\.0\.1/);
});
