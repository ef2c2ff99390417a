/** What the API answers about incidents is described whole: no field more, no field less, however rich their life. */
import { afterAll, beforeAll, expect, test } from 'vitest';

import { startApi } from './support.ts';
import type { Api } from './support.ts';

interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: Schema | boolean;
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
}

let api: Api;
let schemas: Readonly<Record<string, Schema>>;
beforeAll(async () => {
  api = await startApi();
  schemas = (await api.get('/api/openapi.json')).body.components.schemas;
});
afterAll(() => api.stop());

const resolved = (schema: Schema): Schema =>
  schema.$ref === undefined ? schema : schemas[schema.$ref.replace(/^.*\//, '')]!;

/** Where an answer has what its description lacks, or lacks what it has. */
function differences(given: Schema, value: unknown, path = ''): string[] {
  const schema = resolved(given);
  if (Array.isArray(value))
    return value.flatMap((one, index) => differences(schema.items ?? {}, one, `${path}/${index}`));
  if (typeof value !== 'object' || value === null) return [];
  const choice = (schema.anyOf ?? [])
    .map(resolved)
    .find((one) => Object.keys(value).every((key) => one.properties?.[key]));
  const { properties = {}, additionalProperties } = choice ?? schema;
  const open = additionalProperties !== undefined && additionalProperties !== false;
  return [
    ...(open
      ? []
      : Object.keys(properties)
          .filter((key) => !(key in value))
          .map((key) => `${path}/${key} is missing`)),
    ...Object.entries(value).flatMap(([key, inner]) => {
      if (properties[key] !== undefined) return differences(properties[key], inner, `${path}/${key}`);
      return open ? [] : [`${path}/${key} is not described`];
    }),
  ];
}

/** A ticket with all that there is to say about it. */
async function whole(): Promise<string> {
  const { reference } = (
    await api.opens({
      description: 'x',
      service: 'app',
      fields: { till: 4 },
      requester: { name: 'Dan', email: 'dan@acme.example' },
    })
  ).body;
  const other = (await api.opens()).body.reference;
  const soon = new Date(api.desk.now() + 3_600_000).toISOString();
  const acts: [string, object][] = [
    ['start', {}],
    ['link', { to: other, as: 'child' }],
    ['escalate', { level: 'N2', note: 'x' }],
    ['snooze', { reason: 'x', until: soon }],
    ['appointment', { at: soon, minutes: 30, channel: 'video' }],
    ['hold', { reason: 'x', until: soon }],
    ['comment', { text: '<b>x</b>', public: true }],
  ];
  for (const [verb, body] of acts) expect((await api.does(reference, verb, body)).status, verb).toBe(200);
  return reference;
}

test('a ticket, as it is read, listed and acted on', async () => {
  const path = `/api/incidents/${await whole()}`;
  const { body } = await api.get(path);
  expect(body).toMatchObject({ level: 'N2', hold: {}, appointment: {}, escalated: {}, clocks: [{}, {}], next: {} });
  expect(body.snoozedUntil).not.toBeNull();
  expect(differences(schemas['Incident']!, body)).toEqual([]);
  const cancelled = await api.does(body.reference, 'cancel', { reason: 'x' });
  expect(cancelled.body.clocks).toContainEqual(expect.objectContaining({ metric: 'resolution', state: 'stopped' }));
  expect(differences(schemas['Incident']!, cancelled.body)).toEqual([]);
  for (const one of (await api.get('/api/incidents')).body.items)
    expect(differences(schemas['Incident']!, one)).toEqual([]);
});

test('what has happened to it, with what was done to which clock', async () => {
  const { body } = await api.get(`/api/incidents/${await whole()}/events`);
  expect(body.items[0].data.clocks).toContainEqual(expect.objectContaining({ metric: 'response', round: 1 }));
  expect(differences(schemas['Events']!, body)).toEqual([]);
  const { clocks } = resolved(schemas['Event']!.properties!['data']!).properties!;
  expect(clocks).toMatchObject({ type: 'array', items: { required: ['metric', 'round'] } });
});
