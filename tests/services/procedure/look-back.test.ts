/** Whoever carries out what the plan wants looked back on owes a post-mortem: the incident that it was for, the one that its failure opens, else a ticket of its own. */
import { afterAll, beforeAll, expect, test } from 'vitest';

import { shopPlan } from '../../domain/support.ts';
import { readRun } from '../../../db/runs.ts';
import { hear } from '../../../services/alert/hear.ts';
import type { Desk } from '../../../services/desk.ts';
import { actOnRun } from '../../../services/procedure/act.ts';
import { startRun } from '../../../services/procedure/start.ts';
import { dieAt, everyDeath } from '../deaths.ts';
import { admin, ana, hour, startShop } from '../support.ts';
import type { Shop } from '../support.ts';

const plan = shopPlan(
  (text) => `${text}procedures:
  rollback: { title: Rollback, owner: ana, postmortem: 24h, steps: [{ name: ask, decide: Back? }, { name: go, do: Back, undo: Forth }] }
  graver: { title: Graver, owner: ana, postmortem: 1h, steps: [{ name: go, do: Back, on failure: open P3 }] }
  later: { owner: ana, postmortem: 3 business days, steps: [{ name: go, do: Back }] }
  plain: { owner: ana, steps: [{ name: go, do: Look }] }
`,
);
let shop: Shop;
beforeAll(async () => void (shop = await startShop(plan)));
afterAll(() => shop.stop());

let keys = 0;
async function start(procedure: string, incident?: string): Promise<string> {
  const asked = { plan: 'shop', procedure, ...(incident !== undefined && { incident }) };
  return (await startRun(shop.desk, admin, asked, null)).reference;
}
const act = (reference: string, verb: string, body: object = {}, key = `k-${++keys}`, desk: Desk = shop.desk) =>
  actOnRun(desk, ana, { reference, verb: verb as 'done', body: { step: 'go', ...body }, key });
async function rolledBack(incident?: string): Promise<string> {
  const run = await start('rollback', incident);
  await act(run, 'answer', { step: 'ask', text: 'Yes' });
  await act(run, 'done');
  return run;
}
const clocks = async (reference: string) =>
  (await shop.row(reference)).state.clocks.filter(({ metric }) => metric === 'postmortem');
/** The tickets by which somebody looks back on this run alone. */
const ticketsOf = (run: string) =>
  shop.db.selectFrom('incident').selectAll().where('caller', '=', `run:${run}`).execute();

test('the incident that it was for owes one, from its end on, and can write it once resolved', async () => {
  const incident = await shop.open({ severity: 'P3' });
  const run = await rolledBack(incident);
  const { ended_at: at } = (await readRun(shop.db, run))!;
  expect(await clocks(incident)).toMatchObject([
    { start: 'procedure', from: at, target: { ms: 24 * hour }, rule: 'procedures.rollback.postmortem' },
  ]);
  expect((await shop.kinds(incident)).slice(-2)).toEqual(['run-ended', 'postmortem-owed']);
  expect(await ticketsOf(run)).toEqual([]);
  await shop.act(incident, 'reclassify', { severity: 'P4' });
  await shop.act(incident, 'resolve', { note: 'Back' });
  await shop.act(incident, 'postmortem', { rootCause: 'Haste', lessons: 'None' });
  const { events, brokenAt } = await shop.whole(incident);
  expect([events.at(-1)!.kind, brokenAt]).toEqual(['postmortem', undefined]);
  expect(await clocks(incident)).toMatchObject([{ fulfilledAt: events.at(-1)!.at }]);
});

test('one that is owed sooner stays, and no other is owed besides', async () => {
  const incident = await shop.open({ severity: 'P3' });
  const [first] = [await start('graver', incident)];
  await act(first, 'done');
  await rolledBack(incident);
  expect(await clocks(incident)).toMatchObject([{ rule: 'procedures.graver.postmortem' }]);
});

test('what was decided against leaves nothing to look back on', async () => {
  const incident = await shop.open({ severity: 'P3' });
  const run = await start('rollback', incident);
  await act(run, 'answer', { step: 'ask', text: 'No', goOn: false });
  expect(await clocks(incident)).toEqual([]);
  const alone = await start('rollback');
  await act(alone, 'answer', { step: 'ask', text: 'No', goOn: false });
  expect(await ticketsOf(alone)).toEqual([]);
});

test('for no incident it is a ticket of its owner’s, due by the procedure, once however often it ends', async () => {
  const run = await rolledBack();
  const [ticket, ...more] = await ticketsOf(run);
  expect(more).toEqual([]);
  expect(ticket).toMatchObject({ title: 'Post-mortem: Rollback', type: 'task', severity: 'P4' });
  expect(ticket!.description).toContain(run);
  const { assignee, category, clocks: owed } = ticket!.state;
  expect([assignee, category]).toEqual(['ana', 'procedures/rollback']);
  expect(owed).toMatchObject([
    { metric: 'resolution', rule: 'procedures.rollback.postmortem', target: { ms: 24 * hour } },
  ]);
  expect(shop.stirs).toContain(`${ticket!.reference} opened`);

  const failed = await start('rollback');
  await act(failed, 'answer', { step: 'ask', text: 'Yes' });
  await act(failed, 'fail', { reason: 'Stuck' });
  await act(failed, 'retry');
  await act(failed, 'done');
  expect(await ticketsOf(failed)).toHaveLength(1);
});

test('business days are those of the plan’s first calendar', async () => {
  const run = await start('later');
  await act(run, 'done');
  const [ticket] = await ticketsOf(run);
  expect(ticket!.state.clocks).toMatchObject([{ target: { businessDays: 3 }, calendar: 'office' }]);
});

test('the incident that its failure opens owes it', async () => {
  const run = await start('graver');
  await act(run, 'fail', { reason: 'Stuck' });
  expect(await ticketsOf(run)).toEqual([]);
  await hear(shop.desk);
  const opened = await shop.db
    .selectFrom('incident')
    .select('reference')
    .where('dedup_key', '=', 'procedure/graver')
    .executeTakeFirstOrThrow();
  expect(await clocks(opened.reference)).toMatchObject([{ rule: 'procedures.graver.postmortem' }]);
  expect((await shop.whole(opened.reference)).brokenAt).toBeUndefined();
});

test('of others nobody need look back', async () => {
  const run = await start('plain');
  await act(run, 'done');
  expect(await ticketsOf(run)).toEqual([]);
});

test('killed anywhere, a run that has ended has its ticket', async () => {
  await everyDeath(async (death) => {
    const run = await start('later');
    const key = `killed ${death.when} ${death.at}`;
    const result = await dieAt(shop, death, (desk) => act(run, 'done', {}, key, desk));
    const { status } = (await readRun(shop.db, run))!;
    expect(await ticketsOf(run)).toHaveLength(status === 'done' ? 1 : 0);
    await act(run, 'done', {}, key);
    expect(await ticketsOf(run)).toHaveLength(1);
    return result;
  });
}, 60_000);
