/** A promise by type, severity, impact, tier and category at once, over HTTP: the row that won is on record. */
import { afterAll, beforeAll, expect, test } from 'vitest';

import { applyPlan } from '../../services/plan/apply.ts';
import { shopPlan } from '../domain/support.ts';

import { startApi } from './support.ts';
import type { Api } from './support.ts';

let api: Api;
beforeAll(async () => {
  api = await startApi();
  const row = '{ type: incident, severity: P2, impact: everybody, tier: gold, category: billing }';
  const plan = shopPlan((text) =>
    `${text}impacts: [everybody, one]\ncategories: [billing]\ntargets: [{ when: ${row}, response: 10m }]\n`.replace(
      '  P4: {',
      '  P4: { types: security,',
    ),
  );
  await applyPlan(api.desk, plan, 'admin');
});
afterAll(() => api.stop());

const report = { severity: 'P2', impact: 'everybody', requester: { email: 'joe@acme.example' } };
const rules = ({ body }: Awaited<ReturnType<Api['opens']>>) => body.clocks.map(({ rule }: { rule: string }) => rule);

test('the row that names all five wins', async () => {
  const opened = await api.opens({ ...report, category: 'billing' });
  expect(rules(opened)).toEqual(['targets.0.response', 'severities.P2.resolution']);
});

test('triage into its category brings it, also after a restart', async () => {
  const { body } = await api.opens(report);
  api.desk.rules.clear();
  expect(rules(await api.does(body.reference, 'triage', { category: 'billing' }))[0]).toBe('targets.0.response');
});

test('what was opened before impacts decided has none', async () => {
  const { body } = await api.opens(report);
  const { state } = await api.row(body.reference);
  const { impact: _, ...older } = state;
  await api.db
    .updateTable('incident')
    .set({ state: JSON.stringify(older) })
    .where('reference', '=', body.reference)
    .execute();
  expect(rules(await api.does(body.reference, 'triage', { category: 'billing' }))[0]).toBe('tiers.gold.response');
});

test.each([
  ['a severity of another type', { severity: 'P4' }, '/severity', 'it has P1, P2, P3.'],
  ['an impact that the plan does not have', { impact: 'half' }, '/impact', 'it is one of everybody, one.'],
])('%s is refused where it stands', async (_, wrong, pointer, offer) => {
  const { status, body } = await api.opens({ ...report, ...wrong });
  expect([status, body.errors]).toEqual([422, [{ pointer }]]);
  expect(body.detail).toContain(offer);
});
