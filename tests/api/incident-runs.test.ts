/** What is done for a ticket step by step is done on its page; of a ticket that one may not see neither is there what is done for it. */
import { afterAll, beforeAll, expect, test } from 'vitest';

import { createKey } from '../../services/access/keys.ts';
import { unseen } from '../../services/notification/unseen.ts';
import { applyPlan } from '../../services/plan/apply.ts';
import { shopPlan } from '../domain/support.ts';
import { carry } from '../services/carry.ts';
import { visitor } from '../support/visitor.ts';

import { startApi } from './support.ts';
import type { Api } from './support.ts';

const plan = shopPlan((text) =>
  text.replace('types: [incident, security, task]', 'types: { incident: {}, security: { for: lead }, task: {} }')
    .concat(`
procedures:
  recovery:
    title: Recovery
    owner: ana
    steps:
      - { name: look, title: Look at it, do: [Log in, Pay], owner: ion }
      - { name: again, decide: Is it well again?, owner: ion }
`),
);

let api: Api;
let keys: Record<'ana' | 'ion', string>;
beforeAll(async () => {
  api = await startApi();
  await applyPlan(api.desk, plan, 'admin');
  const keyOf = async (person: string) => (await createKey(api.desk, { plan: 'shop', person }, person)).key;
  keys = { ana: await keyOf('ana'), ion: await keyOf('ion') };
});
afterAll(() => api.stop());

const signedIn = async (person: keyof typeof keys) => {
  const page = visitor({ app: api.app, settled: () => Promise.resolve() });
  await page.signIn(keys[person]);
  return page;
};
const begun = async (more: object) => {
  const incident: string = (await api.opens(more)).body.reference;
  const { body } = await api.post('/api/runs', { plan: 'shop', procedure: 'recovery', incident });
  await carry(api.desk, body.reference);
  return { incident, run: body.reference as string };
};
const titles = (text: string) => [...text.matchAll(/<h4>([^<]*)<\/h4>/g)].map(([, title]) => title);

test('its steps stand on the ticket’s page, are ticked there, and one is there again afterwards', async () => {
  const { incident, run } = await begun({});
  const page = await signedIn('ana');
  const read = async () => (await page.get(`/incidents/${incident}`)).text;
  const first = await read();
  expect(titles(first)).toEqual(['1. Look at it']);
  for (const said of ['0 of 2 steps are over', 'Tick: Log in', '2. Is it well again?', `id="${run}-step-look"`])
    expect(first).toContain(said);
  const ticked = await page.post(`/runs/${run}/tick`, { step: 'look', item: '1', back: incident });
  expect([ticked.status, ticked.headers.get('location')]).toEqual([303, `/incidents/${incident}#${run}-step-look`]);
  expect(await read()).toContain('(done)');
  await page.post(`/runs/${run}/done`, { step: 'look', back: incident });
  expect(titles(await read())).toEqual(['2. Is it well again?']);
  await page.post(`/runs/${run}/answer`, { step: 'again', text: 'Yes', back: incident });
  const last = await read();
  expect(titles(last)).toEqual([]);
  expect(last).toContain(`href="/runs/${run}"`);
});

test('from its own page one is there again, and nowhere else', async () => {
  const { run } = await begun({});
  const page = await signedIn('ana');
  for (const back of ['', 'https://elsewhere.example', '//elsewhere.example']) {
    const { headers } = await page.post(`/runs/${run}/take`, { step: 'look', back });
    expect(headers.get('location')).toBe(`/runs/${run}#step-look`);
  }
});

test('of a ticket for few there is nowhere anything for the others', async () => {
  const { incident, run } = await begun({ type: 'security', title: 'Leaked passwords' });
  const as = (person: keyof typeof keys, path: string) => api.get(path, { authorization: `Bearer ${keys[person]}` });
  const paths = ['', '/events', '/jobs'].map((rest) => `/api/runs/${run}${rest}`);
  for (const path of paths)
    expect([path, (await as('ion', path)).status, (await as('ana', path)).status]).toEqual([path, 404, 200]);
  const act = { authorization: `Bearer ${keys.ion}` };
  expect((await api.post(`/api/runs/${run}/tick`, { step: 'look', item: 1 }, act)).status).toBe(404);
  const lists = ['/api/runs', `/api/runs?incident=${incident}`, '/api/runs?procedure=recovery', '/api/logbook'];
  for (const path of lists)
    expect(JSON.stringify((await as('ion', path)).body)).not.toMatch(`"${run}"|${incident}|Leaked`);
  expect(JSON.stringify((await as('ana', lists[1]!)).body)).toContain(run);
  const page = await signedIn('ion');
  for (const path of [`/runs/${run}`, `/incidents/${incident}`]) expect((await page.get(path)).status).toBe(404);
  for (const path of ['/runs', '/runs?procedure=recovery', '/procedures', '/procedures/shop/recovery', '/logbook', '/'])
    expect([path, (await page.get(path)).text.match(new RegExp(`${run}\\b|${incident}\\b|Leaked`))]).toEqual([
      path,
      null,
    ]);
  const told = await api.db.selectFrom('notification').selectAll().where('reference', '=', `run:${run}`).execute();
  expect(told.map(({ recipient }) => recipient)).toEqual(['ion']);
  const kept = await unseen(api.desk, told);
  expect(kept.map(({ recipient }) => recipient)).toEqual(['ion']);
  const { run: open } = await begun({});
  const others = await api.db.selectFrom('notification').selectAll().where('reference', '=', `run:${open}`).execute();
  expect([others.length, await unseen(api.desk, others)]).toEqual([1, []]);
});
