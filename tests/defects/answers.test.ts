/** Answers, news, workarounds, containment: what keeps which promise, and when. */
import { describe, expect, test } from 'vitest';

import { workaroundTold } from '../../domain/incident/talking.ts';
import { doing, dues, hour, minute, monday, opened, passing } from '../domain/support.ts';

import { desk, due, fate, latest } from './desk.ts';

const asked = opened(desk, { requester: 'joe@acme.example' });
const say = { text: 'We look into it.', public: true };

describe('the update clock', () => {
  test('never overrules the first response: before that no news are owed', () => {
    expect(asked.clocks.map(({ metric }) => metric)).not.toContain('update');
    expect(dues(passing(desk, asked, 3 * hour), 'breached').some((one) => one.includes('update'))).toBe(false);
  });
  test('runs from the first answer', () =>
    expect(due(doing(desk, asked, 'comment', 20 * minute, say), 'update')).toBe(50 * minute));
  test('and from each public one after it, never from an internal one', () => {
    const twice = doing(desk, doing(desk, asked, 'comment', 20 * minute, say), 'comment', 40 * minute, say);
    const inside = doing(desk, twice, 'comment', 60 * minute, { ...say, public: false });
    expect([due(inside, 'update'), latest(inside, 'update').round]).toEqual([70 * minute, 2]);
  });
  test('that is missed stays so, and the next one is owed after the late news', () => {
    const late = doing(desk, doing(desk, asked, 'comment', 20 * minute, say), 'comment', 2 * hour, say);
    expect(dues(late, 'breached')).toContain('breached:update @ 50m');
    expect([due(late, 'update'), fate(late, 'update')]).toEqual([150 * minute, 'running']);
  });
  test('does not run on what nobody answered before it was cancelled', () => {
    const gone = doing(desk, asked, 'cancel', 10 * minute, { reason: 'By mistake.' });
    const told = doing(desk, gone, 'comment', 20 * minute, say);
    expect(told.clocks.map(({ metric }) => metric)).not.toContain('update');
    expect(passing(desk, told, 8 * 24 * hour).endedAt).not.toBeNull();
  });
});

describe('a workaround that counts', () => {
  const p2 = opened(desk, { severity: 'P2', requester: 'joe@elsewhere.example' });
  const words = { text: 'Use the other door.' };
  test('keeps the resolution at the instant the requester was told, not before', () => {
    const said = doing(desk, p2, 'workaround', 23 * hour, words);
    expect(fate(said, 'resolution')).toBe('running');
    expect(fate(workaroundTold(said, monday + 23.5 * hour), 'resolution')).toBe('met');
    expect(fate(passing(desk, said, 24 * hour + 1), 'resolution')).toBe('breached @ 1440m');
  });
  test('keeps it at once when it was said by phone', () =>
    expect(fate(doing(desk, p2, 'workaround', 23 * hour, { ...words, channel: 'phone' }), 'resolution')).toBe('met'));
  test('is no resolution where the plan does not say that it counts', () =>
    expect(fate(doing(desk, opened(desk), 'workaround', hour, words), 'resolution')).toBe('running'));
});

describe('containment', () => {
  test('is kept by containing, while the resolution runs on', () => {
    const contained = doing(desk, opened(desk), 'contain', 2 * hour, { note: 'Cut off.' });
    expect([fate(contained, 'containment'), fate(contained, 'resolution')]).toEqual(['met', 'running']);
  });
  test('is broken 1 ms after its instant', () =>
    expect(fate(passing(desk, opened(desk), 2 * hour + 1), 'containment')).toBe('breached @ 120m'));
  test('is kept by resolving, too', () =>
    expect(fate(doing(desk, opened(desk), 'resolve', hour, { note: 'Done.' }), 'containment')).toBe('met'));
});
