/** One description of what each act says: the rules of the lifecycle, the OpenAPI document and the answers of the API agree on it. */
import { afterAll, beforeAll, expect, test } from 'vitest';

import { bodies } from '../../api/schemas/acts.ts';
import { lifecycle } from '../../domain/incident/lifecycle.ts';
import type { Verb } from '../../domain/incident/lifecycle.ts';

import { startApi } from './support.ts';
import type { Api } from './support.ts';

interface Body {
  readonly description?: string;
  readonly example?: object;
  readonly properties?: Readonly<Record<string, { readonly description?: string }>>;
  readonly required?: readonly string[];
}

let api: Api;
let described: (verb: Verb) => Body & { readonly summary: string };
beforeAll(async () => {
  api = await startApi();
  const { paths } = (await api.get('/api/openapi.json')).body;
  described = (verb) => {
    const { summary, requestBody } = paths[`/api/incidents/{reference}/${verb}`].post;
    return { summary, ...requestBody.content['application/json'].schema };
  };
});
afterAll(() => api.stop());

const verbs = Object.keys(lifecycle) as Verb[];

test.each(verbs)('%s takes what its rule needs and may have besides, and no more', (verb) => {
  const { needs, may = [] } = lifecycle[verb] as { needs: readonly string[]; may?: readonly string[] };
  const { properties = {}, required = [] } = described(verb);
  expect([...required].toSorted()).toEqual([...needs].toSorted());
  expect(Object.keys(properties).toSorted()).toEqual([...needs, ...may].toSorted());
});

test.each(verbs)('%s is explained word by word, with an example that is right', (verb) => {
  const { summary, description, example, properties = {} } = described(verb);
  expect(summary).toBe(description);
  expect(
    Object.entries(properties)
      .filter(([, one]) => !one.description)
      .map(([name]) => name),
  ).toEqual([]);
  expect(bodies[verb].safeParse(example)).toMatchObject({ success: true });
});

test('a ticket says of each act what it needs and may say', async () => {
  const { body } = await api.opens();
  const hold = { verb: 'hold', needs: ['reason'], may: ['pause', 'until'] };
  expect((await api.does(body.reference, 'start')).body.acts).toContainEqual(hold);
});
