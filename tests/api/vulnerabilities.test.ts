/** What scanners find becomes one ticket for each weakness, due by its severity; imported again, nothing changes but what has changed. */
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';

import { createKey } from '../../services/access/keys.ts';
import { applyPlan } from '../../services/plan/apply.ts';
import { npmSeven, npmSix, osvOne, pip } from '../domain/vulnerability/reports.ts';
import { shopPlan } from '../domain/support.ts';
import { hour } from '../services/support.ts';

import { bearer, startApi } from './support.ts';
import type { Api } from './support.ts';

let api: Api;
beforeAll(async () => {
  api = await startApi();
  const chapter = 'vulnerabilities: { owner: eva, due: { P1: 2 days, P2: 7 days, P3: 30 days } }\n';
  await applyPlan(
    api.desk,
    shopPlan((text) => `${text}${chapter}`),
    'admin',
  );
});
afterAll(() => api.stop());
beforeEach(() => api.pass(1000));

const send = async (report: unknown, more: object = {}, headers: Record<string, string> = {}) =>
  (await api.post('/api/vulnerabilities/import', { plan: 'shop', report, ...more }, headers)).body;
const outcomes = ({ items }: { items: readonly { outcome: string; severity: string | null }[] }) =>
  items.map(({ outcome, severity }) => `${outcome} ${severity ?? ''}`.trim());
const incident = async (reference: string) => (await api.get(`/api/incidents/${reference}`)).body;
const comments = async (reference: string) =>
  (await api.get(`/api/incidents/${reference}/events`)).body.items
    .filter(({ kind }: { kind: string }) => kind === 'commented' || kind === 'reopened')
    .map(({ text }: { text: Record<string, string> }) => Object.values(text)[0]);
const without = (name: string) => ({
  ...npmSeven,
  vulnerabilities: Object.fromEntries(Object.entries(npmSeven.vulnerabilities).filter(([one]) => one !== name)),
});
let first: string;

test('each weakness is a ticket of its owner, of the type and severity of the plan, and due by that', async () => {
  const answer = await send(npmSeven, { source: 'web' });
  expect([answer.form, answer.source, outcomes(answer)]).toEqual(['npm audit', 'web', ['opened P1', 'opened P3']]);
  first = answer.items[0].reference;
  const { body } = await api.get(`/api/incidents/${first}`);
  expect(body).toMatchObject({
    title: 'tar-like: Writes outside of the folder when unpacking links',
    type: 'security',
    category: 'vulnerability',
    severity: 'P1',
  });
  const [due] = body.clocks.filter(({ metric }: { metric: string }) => metric === 'resolution');
  expect([due.rule, Date.parse(due.dueAt) - Date.parse(body.openedAt)]).toEqual(['vulnerabilities.due.P1', 48 * hour]);
  const told = (await api.get(`/api/incidents/${first}/notifications`)).body.items;
  expect(told.map(({ recipient }: { recipient: string }) => recipient)).toContain('eva');
});

test('the same report again changes nothing, nor does the same weakness under another name or in another form', async () => {
  const before = await api.incidents();
  const again = await send(npmSeven, { source: 'web' });
  expect(outcomes(again)).toEqual(['standing P1', 'standing P3']);
  const legacy = await send(npmSix, { source: 'old' });
  expect(legacy.items).toEqual([{ ...again.items[0], outcome: 'standing' }]);
  const together = await Promise.all([send(osvOne), send(pip), send(osvOne)]);
  expect(new Set(together.map(({ items }) => items[0].reference)).size).toBe(1);
  expect([await api.incidents(), await comments(first)]).toEqual([before + 1, []]);
});

test('what is not reported any more is said on its ticket, once, when nobody else reports it', async () => {
  expect(outcomes(await send(without('tar-like'), { source: 'web' }))).toEqual(['gone', 'gone']);
  expect(await comments(first)).toEqual([]);
  expect(outcomes(await send({ ...npmSix, advisories: {} }, { source: 'old' }))).toEqual(['gone']);
  expect(await comments(first)).toEqual(['“old” does not find it any more.']);
  expect(outcomes(await send({ ...npmSix, advisories: {} }, { source: 'old' }))).toEqual([]);
  expect(await comments(first)).toHaveLength(1);
});

test('resolved and still reported, it is open again; closed while it was there, somebody has decided so', async () => {
  await send(npmSix, { source: 'old' });
  await api.does(first, 'resolve', { note: 'Updated' });
  expect(outcomes(await send(npmSix, { source: 'old' }))).toEqual(['reopened P1']);
  expect([(await incident(first)).status, (await comments(first)).at(-1)]).toEqual([
    'in_progress',
    '“old” still finds it.',
  ]);
  await api.does(first, 'resolve', { note: 'We do not unpack what others send' });
  await api.does(first, 'postmortem', { rootCause: 'An old package' });
  expect((await api.does(first, 'close')).status).toBe(200);
  expect(outcomes(await send(npmSix, { source: 'old' }))).toEqual(['accepted P1']);
  await send({ ...npmSix, advisories: {} }, { source: 'old' });
  expect(outcomes(await send(npmSix, { source: 'old' }))).toEqual(['opened P1']);
});

test('who may only report may import; what cannot be read is refused where it is', async () => {
  const roles = 'roles: { machines: { members: [ion], may: report },';
  const chapter = 'vulnerabilities: { owner: eva }\n';
  await applyPlan(
    api.desk,
    shopPlan((text) => `${text.replace('roles: {', roles)}${chapter}`),
    'admin',
  );
  const { key } = await createKey(api.desk, { plan: 'shop', person: 'ion' }, 'a scanner');
  expect(outcomes(await send(npmSix, { source: 'ci' }, bearer(key)))).toEqual(['standing P2']);
  for (const [report, more, pointer] of [
    [{ hello: 1 }, {}, '/report'],
    [npmSix, { plan: 'stall' }, '/plan'],
    [npmSix, { service: 'ap' }, '/service'],
  ] as const)
    expect(JSON.stringify(await send(report, more))).toContain(pointer);
});

test('each is dealt with by its procedure, once, and brings the updates forward that alerts do, unless they are under way', async () => {
  const chapters = `vulnerabilities: { owner: eva, procedure: mend, due: { P1: 2 days } }
procedures: { mend: { title: Mend, owner: eva, steps: [{ do: Look }, { do: Mend }, { do: Verify }] } }
updates: { security: { every: at once, alert: true, owner: ana, tests: [All of them] }, rest: { every: month, owner: ana } }
`;
  await applyPlan(
    api.desk,
    shopPlan((text) => `${text}${chapters}`),
    'admin',
  );
  const advisory = (name: string) => ({ ...osvOne, affected: [{ package: { ecosystem: 'npm', name } }] });
  const runs = async () => {
    const rows = await api.db.selectFrom('run').select(['procedure', 'incident']).orderBy('reference').execute();
    return rows.map((one) => `${one.procedure} ${one.incident ?? ''}`.trim()).toSorted();
  };
  const [{ reference: one }] = (await send(advisory('one'))).items;
  await send(advisory('one'));
  expect(await runs()).toEqual([`mend ${one}`, 'updates/security']);
  const [{ reference: two }] = (await send(advisory('two'))).items;
  const both = [`mend ${one}`, `mend ${two}`, 'updates/security'].toSorted();
  expect(await runs()).toEqual(both);
  // That update is over, and an import that had found the second got no further than its ticket.
  await api.db.updateTable('run').set({ status: 'done' }).where('procedure', '=', 'updates/security').execute();
  await send(advisory('two'));
  expect(await runs()).toEqual(both);
  await api.db.updateTable('vulnerability').set({ alerted_at: null }).where('reference', '=', two).execute();
  await send(advisory('two'));
  await send(advisory('two'));
  expect(await runs()).toEqual([...both, 'updates/security'].toSorted());
});
