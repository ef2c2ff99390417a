/**
 * Schemathesis finds nothing wrong with the API in five minutes: no 5xx, no answer that the OpenAPI document does not promise, no
 * wrong request that is accepted, no right one that is refused. `GUARDIA_SEED` repeats a run, `GUARDIA_SECONDS` makes it another length.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { serve } from '@hono/node-server';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { freePort } from '../../engine/ports.ts';
import { startApi } from '../api/support.ts';
import type { Api } from '../api/support.ts';
import { shopPlan, shopText } from '../domain/support.ts';
import { applyPlan } from '../../services/plan/apply.ts';

import { getSchemathesis, schemathesis } from './schemathesis.ts';

const seconds = Number(process.env['GUARDIA_SECONDS'] ?? 300);
const seed = process.env['GUARDIA_SEED'] ?? `${Date.now()}`;
/** The shop with what more there is to ask for. */
const fuller = (text: string) =>
  text.replace(
    'services:',
    `clocks: { authority: { title: Notice to the authority, within: 72h } }
pauses: { customer: { stops: [resolution], ends: reply }, call: { stops: [resolution], ends: appointment } }
rotations: { desk: { members: [ana, ion], every: 1 week, handoff: mon 09:00 } }
phases: { dig: { title: Finding out }, mend: { title: Mending }, look: { title: Looking, needed to close: true } }
communication: [{ when: { severity: P3 }, tell: [affected users], at: release }]
emergency: { contacts: [{ who: ana, by: email, hours: always }], test: { every: quarter, within: 1h } }
services:`,
  );

/** What there is to act on: much of it is soon over. */
const references = Array.from({ length: 60 }, (_, index) => `SHO-${index + 1}`);
/** What that is linked to. */
const others = Array.from({ length: 10 }, (_, index) => `SHO-${references.length + index + 1}`);

let api: Api;
let folder: string;
let server: ReturnType<typeof serve>;
let address: string;
beforeAll(async () => {
  await getSchemathesis();
  api = await startApi();
  await applyPlan(api.desk, shopPlan(fuller), 'admin');
  for (const _ of [...references, ...others]) expect((await api.opens()).status).toBe(201);
  folder = mkdtempSync(join(tmpdir(), 'guardia-schemathesis-'));
  const port = await freePort();
  const { items } = (await api.get('/api/keys')).body;
  const own = items.find((one: { plan: string | null }) => one.plan === null).id;
  const fetch = (request: Request) => {
    // It would revoke the very key that it comes with, and send other bodies under one Idempotency-Key.
    if (request.url.endsWith(`/keys/${own}/revoke`)) return new Response(null, { status: 204 });
    const key = request.headers.get('idempotency-key') ?? '';
    if (/^[\x21-\x7e]{1,150}$/.test(key)) request.headers.set('idempotency-key', `${key}${crypto.randomUUID()}`);
    return api.app.fetch(request);
  };
  server = serve({ fetch, port, hostname: '127.0.0.1' });
  address = `http://127.0.0.1:${port}`;
}, 300_000);
afterAll(async () => {
  server?.close();
  await api?.stop();
  rmSync(folder, { recursive: true, force: true });
});

const cursor = Buffer.from(`${Date.now() + 86_400_000} SHO-1`).toString('base64url');
const inAYear = new Date(Date.now() + 365 * 86_400_000).toISOString();
const inAMonth = new Date(Date.now() + 30 * 86_400_000).toISOString();
const tomorrow = new Date(Date.now() + 86_400_000).toISOString();
const tonight = new Date(Date.now() + 12 * 3_600_000).toISOString();

/** What no schema can know: the names that this plan has, and instants that make sense together. Everything else is refused. */
const names: Readonly<Record<string, readonly unknown[]>> = {
  plan: ['shop', 'stall'],
  severity: ['P1', 'P2', 'P3'],
  type: ['incident', 'security', 'task'],
  service: ['app'],
  customer: ['acme', 'bolt'],
  level: ['N1', 'N2'],
  pause: ['customer', 'call'],
  clock: ['authority'],
  at: [inAYear],
  to: ['ana', 'ion', 'eva'],
  assignee: ['ana', 'ion', 'eva'],
  person: ['ana', 'ion', 'eva'],
  until: [inAYear],
};
const bodies: Readonly<Record<string, typeof names>> = {
  // Only tickets of one plan are linked.
  Report: { ...names, plan: ['shop'] },
  NewEmergencyTest: { plan: ['shop'] },
  NewOverride: { ...names, plan: ['shop'], rotation: ['desk'], from: [tomorrow], until: [inAMonth] },
  PlanFile: { text: [fuller(shopText), fuller(shopText.replace('title: Shop', 'title: The shop'))] },
};
/** Of acts, by verb. */
const acts: Readonly<Record<string, typeof names>> = {
  snooze: { until: [tonight] },
  phase: { to: ['dig', 'mend', 'look'] },
  // The shop has no runbooks.
  postmortem: { runbooks: [[]], actions: [[{ title: 'An alarm', owner: 'ana', due: inAYear.slice(0, 10) }]] },
  // The shop has no articles.
  link: { to: others, as: ['related', 'duplicate', 'parent', 'child', 'causes', 'caused by', 'change'] },
  unlink: { to: others },
};
const parameters: typeof names = {
  at: [tomorrow],
  until: [inAMonth],
  cursor: [cursor],
  slug: ['shop', 'stall'],
  reference: references,
  'if-match': ['*', '"1"', 'W/"1"'],
};
/** By path: where a plan must be one that there is, and a cursor is a number. */
const queries: Readonly<Record<string, typeof names>> = {
  '/api/subscribers': { plan: ['shop', 'stall'] },
};

interface Schema {
  readonly $ref?: string;
  readonly properties?: Readonly<Record<string, object>>;
}
interface Parameter {
  readonly name: string;
  readonly schema: object;
}
interface Operation {
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: { readonly content: { readonly 'application/json': { schema: Schema } } };
}
interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Record<string, Schema> };
}

/** Writes into the document what the requests that it describes may name. */
function narrow({ paths, components: { schemas } }: Document): void {
  // Without categories nothing else says how severe it is.
  // With the key of an open one it is found, whatever else is said.
  const { dedupKey: _, ...properties } = schemas['Report']!.properties as Record<string, object>;
  Object.assign(schemas['Report']!, { required: ['plan', 'title', 'severity'], properties });
  // It comes as an administrator, who is nobody of a plan.
  Object.assign(schemas['NewKey']!, { required: ['plan', 'person'] });
  const operations = Object.entries(paths).flatMap(([path, all]) =>
    Object.values(all).map((one) => ({ ...one, path })),
  );
  for (const { path, parameters: asked = [], requestBody } of operations) {
    for (const { name, schema } of asked) Object.assign(schema, enumOf(askedAt(path)[name]));
    const component = nameOf(requestBody);
    const schema = component === '' ? requestBody?.content['application/json'].schema : schemas[component];
    const known = knownIn(component, path);
    for (const [name, property] of Object.entries(schema?.properties ?? {}))
      Object.assign(property, enumOf(known[name]));
  }
}

const askedAt = (path: string): typeof names => queries[path] ?? parameters;

const knownIn = (component: string, path: string): typeof names =>
  bodies[component] ?? { ...names, ...acts[/[^/]*$/.exec(path)![0]] };

const nameOf = (body: Operation['requestBody']): string =>
  /[^/]*$/.exec(body?.content['application/json'].schema.$ref ?? '')![0];

const enumOf = (values: readonly unknown[] | undefined) => (values === undefined ? {} : { enum: values });

/** What is right may still come too late: for the version that is meant, or for the state that it finds. */
const settings = `[checks.positive_data_acceptance]
expected-statuses = ["2xx", "3xx", 401, 403, 404, 409, 412]
[checks.negative_data_rejection]
expected-statuses = ["4xx"]
`;

test(`${seconds} seconds of requests, right and wrong ones`, { timeout: (seconds + 300) * 1000 }, async () => {
  const document = (await api.get('/api/openapi.json')).body;
  narrow(document);
  const path = join(folder, 'openapi.json');
  writeFileSync(path, JSON.stringify(document));
  writeFileSync(join(folder, 'schemathesis.toml'), settings);
  const { code, said } = await schemathesis(
    folder,
    `${path} --url ${address} --checks all --max-time ${seconds} --seed ${seed} --continue-on-failure --no-color`,
    `Authorization: Bearer ${api.admin}`,
  );
  expect(api.logged.map(String)).toEqual([]);
  expect(code, said).toBe(0);
  expect(said).toMatch(/Tested: \d+/);
});
