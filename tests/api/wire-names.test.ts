/** Names that are on the wire, in histories and in bookmarks. A change here breaks what runs: it needs a migration, not an edit. */
import { afterAll, beforeAll, expect, test } from 'vitest';

import { activities } from '../../activities/index.ts';
import { attributesOf } from '../../services/incident/outlook.ts';
import {
  incidentWorkflowId,
  incidentWorkflowType,
  monitorWorkflowId,
  monitorWorkflowType,
  procedureWorkflowId,
  procedureWorkflowType,
  scheduleId,
  scheduleWorkflowType,
  stirSignal,
  taskQueue,
  taskQueueOn,
  watchScheduleId,
  watchWorkflowType,
} from '../../workflows/ids.ts';
import * as workflows from '../../workflows/index.ts';
import { opened, shop } from '../domain/support.ts';

import { startApi } from './support.ts';
import type { Api } from './support.ts';

let api: Api;
beforeAll(async () => void (api = await startApi()));
afterAll(() => api.stop());

test('Temporal’s', () =>
  expect({
    workflows: Object.keys(workflows),
    types: [incidentWorkflowType, monitorWorkflowType, procedureWorkflowType, scheduleWorkflowType, watchWorkflowType],
    signal: stirSignal,
    queues: [taskQueue, taskQueueOn('db1')],
    ids: [
      incidentWorkflowId('TRA-1'),
      scheduleId('transport', 'reviews/plan'),
      monitorWorkflowId('shop', 'heartbeat/nightly'),
      watchScheduleId('transport', '5m'),
      procedureWorkflowId('TRA-R1'),
    ],
    activities: Object.keys(activities({} as never)).toSorted(),
    attributes: Object.keys(attributesOf(opened(shop()))).toSorted(),
  }).toEqual({
    workflows: ['incidentWorkflow', 'monitorWorkflow', 'procedureWorkflow', 'scheduleWorkflow', 'watchWorkflow'],
    types: ['incidentWorkflow', 'monitorWorkflow', 'procedureWorkflow', 'scheduleWorkflow', 'watchWorkflow'],
    signal: 'stir',
    queues: ['guardia', 'guardia-on-db1'],
    ids: [
      'incident-TRA-1',
      'transport/reviews/plan',
      'monitor-shop-heartbeat-nightly',
      'watch/transport/5m',
      'procedure-TRA-R1',
    ],
    activities: ['advance', 'advanceRun', 'begin', 'carryOut', 'deliver', 'look', 'notBegun', 'watchOver'],
    attributes: ['Plan', 'Service', 'Severity', 'State', 'Type'],
  }));

const verbs = `triage acknowledge assign start hold resume contain workaround escalate snooze comment reply appointment
  cancel-appointment phase verify resolve close cancel reopen reclassify watch unwatch edit link unlink release fulfil rate`.split(
  /\s+/,
);
const runVerbs = 'tick done answer approve refuse fail skip take retry finding pause resume undo cancel'.split(' ');
const paths = [
  'get /api/procedures',
  'get /api/maintenance',
  'post /api/maintenance',
  'get /api/runs',
  'post /api/runs',
  'get /api/runs/{reference}',
  'get /api/runs/{reference}/events',
  'get /api/runs/{reference}/files/{id}',
  'get /api/runs/{reference}/jobs',
  ...runVerbs.map((verb) => `post /api/runs/{reference}/${verb}`),
  'get /api/incidents',
  'post /api/incidents',
  'get /api/incidents/{reference}',
  'get /api/incidents/{reference}/attachments',
  'get /api/incidents/{reference}/attachments/{id}',
  'get /api/incidents/{reference}/events',
  'get /api/incidents/{reference}/notifications',
  'get /api/incidents/{reference}/alerts',
  'get /api/alerts',
  'get /api/alerts/{id}',
  'post /api/alerts/{id}/replay',
  'post /api/alerts/test',
  'get /api/incidents/{reference}/postmortem',
  'put /api/incidents/{reference}/postmortem/draft',
  'get /api/incidents/{reference}/verification',
  ...[...verbs, 'postmortem'].map((verb) => `post /api/incidents/{reference}/${verb}`),
  'get /api/keys',
  'post /api/keys',
  'get /api/keys/doors',
  'post /api/keys/doors',
  'post /api/keys/{id}/revoke',
  'get /api/mails',
  'post /api/mails/{id}/accept',
  'post /api/mails/{id}/drop',
  'get /api/sessions',
  'post /api/sessions/{id}/revoke',
  'get /api/subscribers',
  'post /api/subscribers',
  'post /api/subscribers/{id}/remove',
  'get /api/plans',
  'post /api/plans',
  'get /api/plans/{slug}',
  'get /api/plans/{slug}/versions',
  'get /api/plans/{slug}/versions/{version}',
  'get /api/plans/{slug}/versions/{version}/runbooks/{name}',
  'get /api/plans/{slug}/versions/{version}/articles/{name}',
  'get /api/schedules',
  'post /api/changes',
  'get /api/documents',
  'get /api/schedules/{plan}/{name}',
  'post /api/schedules/{plan}/{name}/pause',
  'post /api/schedules/{plan}/{name}/resume',
  'post /api/schedules/{plan}/{name}/run',
  'get /api/monitors',
  'get /api/monitors/{plan}/{kind}/{name}',
  'post /api/monitors/{plan}/{kind}/{name}/mute',
  'post /api/monitors/{plan}/{kind}/{name}/unmute',
  'post /api/monitors/{plan}/{kind}/{name}/run',
  'get /api/doctor',
  'get /api/backups',
  'get /api/backups/{plan}/{name}',
  'post /api/backups/{plan}/{name}/retention',
  'get /api/on-call',
  'get /api/on-call/overrides',
  'post /api/on-call/overrides',
  'post /api/on-call/overrides/{id}/cancel',
  'get /api/integrations',
  'post /api/integrations/{plan}/{name}/test',
  'post /api/integrations/{plan}/{name}/enable',
  'get /api/emergency',
  'post /api/emergency/test',
  'get /api/monitors/{plan}/heartbeat/{name}/pings',
  'get /api/monitors/{plan}/heartbeat/{name}/pings/{id}',
  'get /api/uptime',
  'get /api/services/{plan}/{service}/uptime',
  'get /api/services',
  'post /api/vulnerabilities/import',
  'get /api/logbook',
  'post /api/logbook',
  'get /api/services/{service}/mode',
  'post /api/services/{service}/degraded',
  'post /api/services/{service}/degraded/lift',
  'get /ping/{key}',
  'post /ping/{key}',
  'get /ping/{key}/{signal}',
  'post /ping/{key}/{signal}',
  'get /healthz',
  'get /readyz',
  'get /metrics',
];
const description = async () => (await api.get('/api/openapi.json', { authorization: '' })).body;

test('the paths of the API', async () => {
  const { paths: described } = await description();
  const all = Object.entries<object>(described).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method} ${path}`),
  );
  expect(all.toSorted()).toEqual(paths.toSorted());
});

test('the addresses to which other systems send', () => {
  const posts = api.app.routes.filter(({ method }) => method === 'POST').map(({ path }) => path);
  expect(posts).toEqual(expect.arrayContaining(['/hooks/alertmanager/:key', '/hooks/events/:key', '/v2/enqueue']));
});

test('the description is one of OpenAPI 3.1', async () =>
  expect(await description()).toMatchObject({
    openapi: '3.1.0',
    info: { title: 'Guardia', version: expect.any(String) },
    components: { schemas: expect.any(Object), securitySchemes: { key: { type: 'http', scheme: 'bearer' } } },
    security: [{ key: [] }],
  }));

test('each reference in the description leads somewhere', async () => {
  const whole = await description();
  const references = [...JSON.stringify(whole).matchAll(/"\$ref":"#\/components\/schemas\/(\w+)"/g)].map(
    (one) => one[1]!,
  );
  expect(references.length).toBeGreaterThan(0);
  expect(references.filter((name) => whole.components.schemas[name] === undefined)).toEqual([]);
});
