/** Categories, fields, runbooks and articles of a plan, as the domain has them. */
import { expect, test } from 'vitest';

import { shopPlan } from '../domain/support.ts';
import { planFile } from '../support/plan.ts';

test('a category that only has a name gives nothing', () => {
  const { plan } = shopPlan((text) => `${text}categories: [billing]\n`);
  expect(plan.categories).toEqual({
    billing: { title: 'billing', type: null, severity: null, level: null, team: [], runbook: null, article: null },
  });
});

test('a category whose team is a level begins there', async () => {
  const { plan } = await planFile('voip');
  expect(plan.categories['sip']).toMatchObject({
    title: 'Integração com troncos SIP',
    level: 'N2',
    runbook: 'tronco-sip',
  });
  expect(plan.categories['sip']!.team.length).toBeGreaterThan(0);
});

test('a field says what may be filled in, and where', async () => {
  const { plan } = await planFile('loans');
  expect(plan.fields['sintomas']).toEqual({
    title: 'Síntomas',
    type: 'text',
    options: [],
    types: ['incident'],
    required: true,
  });
});

test('a runbook is for the tickets that meet its conditions, an article for its categories', async () => {
  const { plan } = await planFile('loans');
  expect(plan.runbooks['prestamos-bloqueados']!.when).toEqual({ severity: ['critica'], service: ['app', 'api'] });
  expect(plan.runbooks['rollback']!.when).toEqual({});
  expect(plan.articles['acceso']!.when).toEqual({ category: ['acceso'] });
  expect(plan.severities['critica']!.runbook).toBe('prestamos-bloqueados');
});
