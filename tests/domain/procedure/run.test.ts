import { expect, test } from 'vitest';

import { jobBegun, jobLost, jobsOf, reported } from '../../../domain/procedure/reported.ts';
import { minute, monday } from '../support.ts';

import { acting, begun, broken, done, kinds, shopDoing, statuses, working } from './support.ts';

const inOrder = shopDoing(`  release:
    title: Release
    owner: lead
    steps:
      - { name: ask, decide: Go?, owner: support, within: 15m }
      - { name: deploy, run: [./deploy.sh], undo: [./revert.sh], on failure: undo }
      - { name: look, do: [Sign in, Buy something], owner: support, undo: Say sorry }
      - { name: say, tell: all }
`);

test('steps are done one after the other, and whose turn it is is told', () => {
  const first = begun(inOrder, 'release');
  expect(statuses(first)).toEqual({ ask: 'ready', deploy: 'waiting', look: 'waiting', say: 'waiting' });
  expect(first.events.at(-1)).toMatchObject({ kind: 'step-ready', notify: ['ion', 'eva'] });
  const answered = acting(inOrder, first, 'answer', { step: 'ask', text: 'yes' });
  expect(jobsOf(inOrder, answered, monday)).toEqual([
    { step: 'deploy', attempt: 1, undo: false, runsOn: null, withinMs: null },
  ]);
  const deployed = working(inOrder, answered, 'deploy', done);
  const ticked = acting(inOrder, deployed, 'tick', { step: 'look', item: 1 });
  expect(statuses(ticked)['look']).toBe('ready');
  const over = acting(inOrder, ticked, 'tick', { step: 'look', item: 2, note: 'bought a book' });
  expect([over.status, statuses(over)['say']]).toEqual(['done', 'done']);
  expect(over.events.find(({ kind }) => kind === 'told')).toMatchObject({ notify: ['ana', 'ion', 'eva'] });
  expect(over.endedAt).toBe(monday);
});

test('a decision not to go on ends the run without doing anything more', () => {
  const over = acting(inOrder, begun(inOrder, 'release'), 'answer', { step: 'ask', text: 'no', goOn: false });
  expect([over.status, statuses(over)['deploy']]).toEqual(['cancelled', 'waiting']);
});

test('a failure is undone backwards over what was tried, and nothing else', () => {
  const rules = shopDoing(`  release:
    owner: ana
    steps:
      - { name: one, run: [./one.sh], undo: [./un-one.sh] }
      - { name: two, do: By hand, undo: Back by hand }
      - { name: three, run: [./three.sh], undo: [./un-three.sh], on failure: undo }
      - { name: four, run: [./four.sh], undo: [./un-four.sh] }
`);
  const one = working(rules, begun(rules, 'release'), 'one', done);
  const two = acting(rules, one, 'done', { step: 'two' }, 'ana', minute);
  const failed = working(rules, two, 'three', broken, 2 * minute);
  expect([failed.status, failed.toUndo]).toEqual(['undoing', ['three', 'two', 'one']]);
  const third = working(rules, failed, 'three', done, 3 * minute);
  expect(third.events.at(-1)).toMatchObject({ kind: 'undo-ready', notify: ['ana'], data: { step: 'two' } });
  const second = acting(rules, third, 'done', { step: 'two' }, 'ana', 4 * minute);
  const back = working(rules, second, 'one', done, 5 * minute);
  expect([back.status, statuses(back)]).toEqual([
    'undone',
    { one: 'undone', two: 'undone', three: 'undone', four: 'waiting' },
  ]);
});

test('what cannot be undone ends the run as failed', () => {
  const asked = acting(inOrder, begun(inOrder, 'release'), 'answer', { step: 'ask', text: 'yes' });
  const failed = working(inOrder, asked, 'deploy', broken);
  const stuck = working(inOrder, failed, 'deploy', broken);
  expect([stuck.status, stuck.toUndo]).toEqual(['failed', []]);
  expect(kinds(stuck)).toContain('undo-failed');
});

test('a failed step is tried again as often as the plan says, each time later, and then fails', () => {
  const rules = shopDoing(`  job: { owner: ana, steps: [{ name: a, run: [./a.sh], retry: 2 }] }\n`);
  const first = working(rules, begun(rules, 'job'), 'a', broken);
  expect(first.steps['a']).toMatchObject({ status: 'ready', notBefore: monday + 10_000 });
  expect(jobsOf(rules, first, monday + 9_999)).toEqual([]);
  const second = working(rules, first, 'a', broken, 10_000);
  expect(second.steps['a']!.notBefore).toBe(monday + 30_000);
  const third = working(rules, second, 'a', broken, 30_000);
  expect([third.status, third.steps['a']!.status, third.steps['a']!.attempts]).toEqual(['failed', 'failed', 3]);
  expect(third.events.at(-1)).toMatchObject({ kind: 'run-failed', notify: ['ana'] });
});

test('what was lost is unknown and not begun again, unless it may run twice', () => {
  const rules = (more: string) =>
    shopDoing(`  job: { owner: ana, steps: [{ name: a, run: [./a.sh], retry: 2${more} }] }\n`);
  const lost = (plain: ReturnType<typeof rules>) => {
    const run = begun(plain, 'job');
    const [job] = jobsOf(plain, run, monday);
    const held = {
      ...run,
      steps: { ...run.steps, a: { ...run.steps['a']!, status: 'running' as const, attempts: 1 } },
    };
    return jobLost(plain, held, job!, 'worker-lost', monday + minute);
  };
  expect([lost(rules('')).status, lost(rules('')).steps['a']!.status]).toEqual(['failed', 'unknown']);
  expect(lost(rules(', idempotent: true')).steps['a']!.status).toBe('ready');
});

test('a step that goes on whatever happens, or opens an incident, says so', () => {
  const rules = shopDoing(`  job:
    steps:
      - { name: a, run: [./a.sh], on failure: continue }
      - { name: b, run: [./b.sh], on failure: open P2 }
`);
  const a = working(rules, begun(rules, 'job'), 'a', broken);
  expect([a.status, jobsOf(rules, a, monday).map(({ step }) => step)]).toEqual(['running', ['b']]);
  const b = working(rules, a, 'b', broken);
  expect(b.status).toBe('failed');
  expect(b.events.filter(({ kind }) => kind === 'step-failed').map(({ data }) => data['opens'])).toEqual([
    undefined,
    'P2',
  ]);
});

test('a failed run goes on where the step is tried again or skipped', () => {
  const rules = shopDoing(`  job: { steps: [{ name: a, run: [./a.sh] }, { name: b, run: [./b.sh] }] }\n`);
  const failed = working(rules, begun(rules, 'job'), 'a', broken);
  expect(failed.endedAt).not.toBeNull();
  const again = acting(rules, failed, 'retry', { step: 'a' });
  expect([again.status, again.endedAt, jobsOf(rules, again, monday)[0]?.attempt]).toEqual(['running', null, 2]);
  const skipped = acting(rules, failed, 'skip', { step: 'a', reason: 'done by hand' });
  expect(jobsOf(rules, skipped, monday).map(({ step }) => step)).toEqual(['b']);
  const cancelled = acting(rules, skipped, 'cancel', { reason: 'never mind' });
  expect(cancelled.status).toBe('cancelled');
});

test('steps that wait for the same one are ready together, and what waits for both begins after both', () => {
  const rules = shopDoing(`  job:
    owner: ana
    steps:
      - { name: a, do: A }
      - { name: b, do: B, after: a }
      - { name: c, do: C, after: a }
      - { name: d, do: D, after: [b, c] }
      - { name: z, do: Z, after: [] }
`);
  const first = begun(rules, 'job');
  expect(statuses(first)).toMatchObject({ a: 'ready', z: 'ready', b: 'waiting' });
  const a = acting(rules, first, 'done', { step: 'a' });
  expect(statuses(a)).toMatchObject({ b: 'ready', c: 'ready', d: 'waiting' });
  const both = acting(rules, acting(rules, a, 'done', { step: 'c' }), 'done', { step: 'b' });
  expect(statuses(both)).toMatchObject({ d: 'ready' });
});

test('nobody approves what they have done themselves, nor what is not theirs to approve', () => {
  const rules = shopDoing(`  job:
    steps:
      - { name: write, do: Write it, owner: all }
      - { name: approve, approve: It may go out, owner: lead, not by: write }
`);
  const byIon = acting(rules, begun(rules, 'job'), 'done', { step: 'write' }, 'ion');
  const byAna = acting(rules, begun(rules, 'job'), 'done', { step: 'write' }, 'ana');
  expect(() => acting(rules, byAna, 'approve', { step: 'approve' }, 'ana')).toThrow('must be done by somebody else');
  expect(() => acting(rules, byIon, 'approve', { step: 'approve' }, 'eva')).toThrow(
    'must be approved by those whose step it is',
  );
  expect(acting(rules, byIon, 'approve', { step: 'approve' }, 'ana').status).toBe('done');
  const refused = acting(rules, byIon, 'refuse', { step: 'approve', reason: 'Not yet' }, 'ana');
  expect([refused.status, kinds(refused)]).toEqual([
    'failed',
    expect.arrayContaining(['refused', 'step-failed', 'run-failed']),
  ]);
});

test('what is not possible is refused with the reason, and nothing changes', () => {
  const run = begun(inOrder, 'release');
  expect(() => acting(inOrder, run, 'tick', { step: 'look', item: 1 })).toThrow('"look": it is waiting');
  expect(() => acting(inOrder, run, 'done', { step: 'ask' })).toThrow('this one is `decide`');
  expect(() => acting(inOrder, run, 'done', { step: 'nothing' })).toThrow('it has ask, deploy, look, say');
  expect(() => acting(inOrder, run, 'resume', {})).toThrow('it would have to be paused');
});

test('nothing is undone while something still goes forward', () => {
  const rules = shopDoing(`  release:
    owner: ana
    steps:
      - { name: one, run: [./one.sh], undo: [./un-one.sh] }
      - { name: two, run: [./two.sh], undo: [./un-two.sh] }
      - { name: beside, run: [./beside.sh], after: one, on failure: undo }
`);
  const one = working(rules, begun(rules, 'release'), 'one', done);
  const [two] = jobsOf(rules, one, monday);
  const both = jobBegun(rules, one, two!, monday)!;
  const failed = working(rules, both, 'beside', broken, minute);
  expect([failed.status, jobsOf(rules, failed, monday + minute)]).toEqual(['undoing', []]);
  const ended = reported(rules, failed, two!, { result: 'failed', why: 'cancelled' }, monday + 2 * minute);
  expect(jobsOf(rules, ended, ended.lastEventAt)).toMatchObject([{ step: 'two', undo: true, attempt: 2 }]);
  const back = working(rules, working(rules, ended, 'two', done, 3 * minute), 'one', done, 4 * minute);
  expect([back.status, statuses(back)]).toEqual(['undone', { one: 'undone', two: 'undone', beside: 'failed' }]);
});
