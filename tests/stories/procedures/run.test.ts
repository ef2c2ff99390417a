/** A run goes from step to step by itself and by people, tells whose turn it is, calls others, and ends in an incident where it fails. */
import { afterAll, beforeAll, expect, test } from 'vitest';

import { eventsOf, brokenAt } from '../../../db/events.ts';
import { readRun } from '../../../db/runs.ts';
import { actOnRun } from '../../../services/procedure/act.ts';
import type { RunBodies, RunVerb } from '../../../domain/procedure/acts.ts';
import { applyPlan } from '../../../services/plan/apply.ts';
import { startRun } from '../../../services/procedure/start.ts';
import { administrator } from '../../../services/access/caller.ts';
import { minute, shopPlan } from '../../domain/support.ts';
import { recordHistory } from '../../support/record-histories.ts';
import { startWorld } from '../../support/world.ts';
import type { World } from '../../support/world.ts';

const plan = shopPlan(
  (text) => `${text}procedures:
  release:
    title: Release
    owner: lead
    asks: { flag: Which flag? }
    steps:
      - { name: ask, decide: Go?, owner: ion }
      - { name: rest, wait: 20m }
      - { name: inner, call: small }
      - { name: say, tell: eva, template: out }
  small:
    title: Small
    when: { severity: P3 }
    owner: eva
    steps: [{ name: tick, do: [One, Two] }]
  back: { title: Rollback, owner: ion, postmortem: 24h, steps: [{ name: go, do: Back }] }
  alarm:
    title: Alarm
    steps: [{ name: raise, open: P2 }, { name: bad, call: broken, on failure: open P3 }]
  broken:
    title: Broken
    owner: ion
    steps: [{ name: go, decide: Well? }, { name: no, do: Never }]
runbooks:
  till: { title: The till is down, file: runbooks/till.md, service: app, owner: ion }
templates:
  out: { subject: "{title} is out", body: "Since {at}." }
`,
);

let world: World;
beforeAll(async () => void (world = await startWorld({ plan })));
afterAll(() => world.stop());

const admin = administrator('tests');
let number = 0;

async function start(procedure: string, answers: Record<string, string> = {}, key: string | null = null) {
  const { reference } = await startRun(world.desk, admin, { plan: 'shop', procedure, answers }, key);
  await world.settled();
  return reference;
}

async function act<V extends RunVerb>(reference: string, verb: V, body: RunBodies[V]) {
  await actOnRun(world.desk, admin, { reference, verb, body, key: `key-${++number}` });
  await world.settled();
}

const run = async (reference: string) => (await readRun(world.db, reference))!;
const step = async (reference: string, name: string) => (await run(reference)).state.steps[name]!;
const mailsTo = (person: string) => world.smtp.mails.filter(({ to }) => to.includes(`${person}@shop.example`));

test('from the first decision to the last message', async () => {
  const reference = await start('release', { flag: 'basket' });
  expect(mailsTo('ion').at(-1)).toMatchObject({ subject: `[${reference}] Your turn in “Release”: Go?` });
  await act(reference, 'answer', { step: 'ask', text: 'Go!' });
  expect((await step(reference, 'rest')).status).toBe('running');
  await world.travel(20 * minute);
  const { child } = await step(reference, 'inner');
  expect((await run(child!)).parent).toBe(reference);
  await act(child!, 'done', { step: 'tick', note: 'both' });
  const over = await run(reference);
  expect([over.status, over.state.steps['inner']!.data]).toEqual(['done', { run: child }]);
  expect(mailsTo('eva').at(-1)!.subject).toBe(`[${reference}] Release is out`);
  expect(mailsTo('eva').at(-1)!.text).toContain('Since ');
  expect(brokenAt(await eventsOf(world.db, `run:${reference}`))).toBeUndefined();
  await recordHistory(
    { handle: () => world.client.workflow.getHandle(`procedure-${reference}`) },
    reference,
    'release',
  );
});

test('asked for twice with one key it is one run, and an act twice is one act', async () => {
  const reference = await start('small', {}, 'same');
  expect(await start('small', {}, 'same')).toBe(reference);
  const asked = { reference, verb: 'tick', body: { step: 'tick', item: 1 }, key: 'once' } as const;
  await actOnRun(world.desk, admin, asked);
  await actOnRun(world.desk, admin, asked);
  await expect(actOnRun(world.desk, admin, { ...asked, body: { step: 'tick', item: 2 } })).rejects.toThrow(
    'another body',
  );
  const events = await eventsOf(world.db, `run:${reference}`);
  expect(events.filter(({ kind }) => kind === 'ticked')).toHaveLength(1);
});

test('what it asks must be answered, and nothing else', async () => {
  await expect(start('release')).rejects.toThrow('It asks "Which flag?"');
  await expect(start('small', { flag: 'x' })).rejects.toThrow('question "flag"');
});

test('it opens incidents, and what it called that does not go on fails it with one', async () => {
  const reference = await start('alarm');
  const opened = (await step(reference, 'raise')).data['incident'] as string;
  expect((await world.show(opened)).severity).toBe('P2');
  const { child } = await step(reference, 'bad');
  await act(child!, 'answer', { step: 'go', text: 'no', goOn: false });
  expect((await run(reference)).status).toBe('failed');
  const { body } = await world.request('GET', '/api/incidents?plan=shop&severity=P3');
  expect(body.items).toMatchObject([{ title: 'Failed: Alarm', severity: 'P3' }]);
});

test('its workflow ends with it, and none of it says anything of anybody', async () => {
  const reference = await start('small');
  await act(reference, 'done', { step: 'tick', note: 'Ion’s own words' });
  const handle = world.client.workflow.getHandle(`procedure-${reference}`);
  await handle.result();
  const history = JSON.stringify(await handle.fetchHistory());
  for (const personal of ['Ion', 'example', 'words']) expect(history).not.toContain(personal);
});

test('a runbook of the ticket is begun for it and ticked, and stands on it', async () => {
  const texts = { 'runbooks/till.md': '# Till\n\n## First\n\n- [ ] Look\n- [ ] Restart it\n' };
  expect(await applyPlan(world.desk, plan, 'admin', { texts })).toMatchObject({ changed: true });
  expect(await applyPlan(world.desk, plan, 'admin', { texts })).toMatchObject({ changed: false });
  const incident = await world.openIncident({ plan: 'shop', severity: 'P3', service: 'app' });
  expect((await world.show(incident)).procedures).toEqual([
    { name: 'runbooks/till', title: 'The till is down' },
    { name: 'small', title: 'Small' },
  ]);
  const begun = { plan: 'shop', procedure: 'runbooks/till', incident };
  const { body } = await world.request('POST', '/api/runs', begun);
  await world.settled();
  expect(mailsTo('ion').at(-1)!.subject).toBe(`[${body.reference}] Your turn in “The till is down”: First`);
  await act(body.reference, 'done', { step: 'step-1' });
  const own = { reference: body.reference, procedure: 'runbooks/till', title: 'The till is down', status: 'done' };
  expect((await world.show(incident)).runs).toEqual([own]);
});

test('a rollback is looked back on: by the incident that it was for, else by its owner, in 24 hours', async () => {
  const incident = await world.openIncident({ plan: 'shop', severity: 'P3' });
  const { body } = await world.request('POST', '/api/runs', { plan: 'shop', procedure: 'back', incident });
  await act(body.reference, 'done', { step: 'go' });
  const owed = (await world.show(incident)).clocks.find(({ metric }: { metric: string }) => metric === 'postmortem');
  expect(owed).toMatchObject({ rule: 'procedures.back.postmortem', state: 'running' });
  expect(Date.parse(owed.dueAt) - (await run(body.reference)).ended_at!).toBe(24 * 60 * minute);
  expect((await world.events(incident)).map(({ kind }) => kind).slice(-3)).toEqual([
    'run-begun',
    'run-ended',
    'postmortem-owed',
  ]);
  await act(await start('back'), 'done', { step: 'go' });
  expect(mailsTo('ion').at(-1)!.subject).toMatch(/P4 · Post-mortem: Rollback$/);
});
