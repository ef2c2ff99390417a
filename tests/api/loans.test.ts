/** B8: an incident of the loans plan records symptoms, affected user, related object and actions taken, and people find it by them. */
import { afterAll, beforeAll, expect, test } from 'vitest';

import { applyPlan } from '../../services/plan/apply.ts';
import { planFile } from '../support/plan.ts';
import { visitor } from '../support/visitor.ts';

import { startApi } from './support.ts';
import type { Api } from './support.ts';

const fields = {
  sintomas: 'Al guardar sale <b>error 500</b>',
  'usuario-afectado': 'Mostrador 2',
  prestamo: 'PR-2031',
  'acciones-tomadas': 'Reiniciar la aplicación',
};
const texts = { 'runbooks/loans/prestamos-bloqueados.md': '# Préstamos bloqueados\n<script>alert(1)</script>' };

let api: Api;
let browser: ReturnType<typeof visitor>;
beforeAll(async () => {
  api = await startApi();
  await applyPlan(api.desk, await planFile('loans'), 'admin', { texts });
  browser = visitor({ app: api.app, settled: async () => undefined });
  await browser.signIn(api.admin);
});
afterAll(() => api.stop());

const report = (more: object = {}) =>
  api.post('/api/incidents', {
    plan: 'loans',
    title: 'No se registran préstamos',
    severity: 'critica',
    category: 'prestamos',
    requester: { email: 'caja@biblioteca.example' },
    fields,
    ...more,
  });

test('it is recorded, shown and found', async () => {
  const { status, body } = await report();
  expect([status, body.type, body.fields]).toEqual([201, 'incident', fields]);
  for (const q of ['PR-2031', 'mostrador', '"error 500"', 'reiniciar aplicacion', 'prestamo']) {
    const { items } = (await api.get(`/api/incidents?q=${encodeURIComponent(q)}`)).body;
    expect([q, items.map((one: { reference: string }) => one.reference)]).toEqual([q, [body.reference]]);
  }
});

test('without its symptoms it is asked for them by name', async () => {
  const { status, body } = await report({ fields: {} });
  expect(status).toBe(422);
  expect(body.detail).toContain('sintomas (Síntomas), usuario-afectado (Usuario afectado)');
});

test('the console calls each field by its title, shows markup as text, and leads to the runbook', async () => {
  const { reference } = (await report()).body;
  const { text } = await browser.get(`/incidents/${reference}`);
  expect(text).toContain('<dt>Usuario afectado</dt>');
  expect(text).toContain('Al guardar sale &lt;b&gt;error 500&lt;/b&gt;');
  const path = /href="(\/plans\/loans\/versions\/1\/runbooks\/prestamos-bloqueados)"/.exec(text)![1]!;
  const page = await browser.get(path);
  expect(page.status).toBe(200);
  expect(page.text).toContain('# Préstamos bloqueados\n&lt;script&gt;');
  expect((await browser.get(`${path}-none`)).status).toBe(404);
  const unknown = visitor({ app: api.app, settled: async () => undefined });
  expect((await unknown.get(path)).headers.get('location')).toContain('/signin');
});

test('the console finds it and narrows the list to nobody’s', async () => {
  const { reference } = (await report({ fields: { ...fields, catalogo: 'Revistas <raras>' } })).body;
  const { text } = await browser.get('/?q=revistas&assignee=nobody&status=all');
  expect(text.match(/class="reference">([A-Z]+-\d+)/g)).toEqual([`class="reference">${reference}`]);
  expect((await browser.get('/?q=revistas&assignee=nadie&status=all')).text).toContain('No incident is like that.');
});
