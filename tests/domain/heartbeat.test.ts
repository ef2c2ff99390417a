import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { deadlineOf, fallDue, firstMs, hear, standing, unheard } from '../../domain/monitor/heartbeat.ts';
import type { Beat, Expectation, Ping, Turned } from '../../domain/monitor/heartbeat.ts';

const hourly: Expectation = { next: (at) => at + 3_600_000, graceMs: 600_000 };
const never: Expectation = { next: () => null, graceMs: 600_000 };
const minute = 60_000;
const hour = 60 * minute;
const ping = (kind: Ping['kind'], at: number, run: string | null = null): Ping => ({ kind, at, run });

/** All of these one after another. */
function heardAll(pings: readonly Ping[], expectation = hourly, from = 0) {
  let beat = unheard(from);
  const turned: Turned[] = [];
  const took: (number | null)[] = [];
  for (const one of pings) {
    const next = hear(beat, expectation, one);
    beat = next.beat;
    turned.push(...next.turned);
    took.push(next.ms);
  }
  return { beat, turned, took };
}
const statusAt = (beat: Beat, now: number, expectation = hourly) =>
  standing(fallDue(beat, expectation, now).beat, expectation, now).status;

describe('one that is heard of every hour, ten minutes late at most,', () => {
  test('goes from up to late to down, each at its instant', () => {
    const { beat } = heardAll([ping('ok', 5)]);
    expect(
      [5, 4 + hour, 5 + hour, 4 + hour + 10 * minute, 5 + hour + 10 * minute].map((at) => statusAt(beat, at)),
    ).toEqual(['up', 'up', 'late', 'late', 'down']);
    expect(fallDue(beat, hourly, 9 * hour).turned).toEqual([
      { to: 'down', why: 'missing', at: 5 + hour + 10 * minute },
    ]);
  });

  test('comes up with the next success, and nothing is said twice', () => {
    const { beat, turned } = heardAll([ping('ok', 0), ping('ok', 3 * hour), ping('ok', 3 * hour + 1)]);
    expect(turned.map(({ to, at }) => [to, at])).toEqual([
      ['down', hour + 10 * minute],
      ['up', 3 * hour],
    ]);
    expect(statusAt(beat, 3 * hour + 1)).toBe('up');
  });

  test('is down at once when it fails, and stays so until it succeeds', () => {
    const { beat, turned } = heardAll([ping('ok', 0), ping('fail', 1), ping('fail', 2), ping('start', 3)]);
    expect(turned).toEqual([{ to: 'down', why: 'failed', at: 1 }]);
    expect([statusAt(beat, 9 * hour), deadlineOf(beat, hourly)]).toEqual(['down', null]);
    expect(hear(beat, hourly, ping('ok', 4)).turned).toEqual([{ to: 'up', why: 'failed', at: 4 }]);
  });

  test('only writes down what it logs', () => {
    const { beat } = heardAll([ping('ok', 0)]);
    expect(hear(beat, hourly, ping('log', 7))).toEqual({ beat, turned: [], ms: null });
  });
});

describe('a run', () => {
  test('that takes longer than the grace is unfinished, long before the next is expected', () => {
    const { beat } = heardAll([ping('ok', 0), ping('start', 100)]);
    expect([statusAt(beat, 101), deadlineOf(beat, hourly)]).toEqual([
      'started',
      { at: 100 + 10 * minute, why: 'unfinished' },
    ]);
    expect(statusAt(beat, 100 + 10 * minute)).toBe('down');
  });

  test('that overran is measured all the same, and says nothing more once the next is well', () => {
    const { beat, turned, took } = heardAll([
      ping('start', 0, 'a'),
      ping('ok', hour, 'b'),
      ping('start', hour + 1, 'c'),
      ping('ok', hour + 2, 'c'),
      ping('ok', hour + 3, 'a'),
    ]);
    expect(turned.map(({ to }) => to)).toEqual(['down', 'up']);
    expect(took).toEqual([null, null, null, 1, hour + 3]);
    expect([beat.runs, beat.lastMs]).toEqual([[], hour + 3]);
  });

  test('is measured by its own id while others run', () =>
    expect(
      heardAll([ping('start', 0, 'a'), ping('start', 10, 'b'), ping('ok', 15, 'b'), ping('fail', 40, 'a')]).took,
    ).toEqual([null, null, 5, 40]));

  test('that ends without saying which it was ends them all', () =>
    expect(heardAll([ping('start', 0, 'a'), ping('start', 5), ping('ok', 9)]).beat).toMatchObject({
      runs: [],
      lastMs: 4,
    }));

  test('of a job without a rhythm is all that is waited for', () => {
    const { beat } = heardAll([ping('ok', 0)], never);
    expect([statusAt(beat, 9000 * hour, never), deadlineOf(beat, never)]).toEqual(['up', null]);
    expect(deadlineOf(heardAll([ping('start', 5)], never).beat, never)?.at).toBe(5 + 10 * minute);
  });
});

test('one that was never heard of has a day to be set up, then it is missing', () => {
  const beat = unheard(0);
  expect([0, hour * 2, firstMs].map((at) => statusAt(beat, at))).toEqual(['new', 'new', 'late']);
  expect(deadlineOf(beat, hourly)).toEqual({ at: firstMs + 10 * minute, why: 'missing' });
});

test('another rhythm counts from when the plan says so, not from the last ping before', () => {
  const { beat } = heardAll([ping('ok', 0)]);
  expect(deadlineOf({ ...beat, knownAt: 5 * hour }, hourly)?.at).toBe(6 * hour + 10 * minute);
});

/** One tick after another: what is down when, without any deadline worked out ahead. */
function oracle(pings: readonly Ping[], every: number, grace: number, until: number): string[] {
  const said: string[] = [];
  let [last, down] = [-1, false];
  let runs: { run: string | null; at: number; told: boolean }[] = [];
  const fall = (at: number) => {
    down = true;
    said.push(`down ${at}`);
  };
  const take = ({ kind, run, at }: Ping) => {
    if (kind === 'log') return;
    runs = run === null && kind !== 'start' ? [] : runs.filter((one) => one.run !== run);
    if (kind === 'start') runs.push({ run, at, told: false });
    if (kind === 'start') return;
    if (kind === 'fail' && !down) fall(at);
    if (kind === 'ok' && down) said.push(`up ${at}`);
    [last, down] = [at, kind === 'fail'];
  };
  for (let now = 0; now <= until; now++) {
    const silent = last === -1 ? now >= Math.max(every, firstMs) + grace : now - last >= every + grace;
    const slow = runs.some(({ at, told }) => !told && now - at >= grace);
    if (!down && (silent || slow)) fall(now);
    // Once it is down, nobody is told of what takes too long meanwhile.
    if (down) runs = runs.map((one) => (now - one.at >= grace ? { ...one, told: true } : one));
    pings.filter(({ at }) => at === now).forEach(take);
  }
  return said;
}

describe('whatever is pinged when,', () => {
  const pings = fc
    .array(
      fc.record({
        kind: fc.constantFrom('start' as const, 'ok' as const, 'fail' as const, 'log' as const),
        run: fc.constantFrom(null, 'a', 'b'),
        at: fc.integer({ min: 0, max: 90 }),
      }),
      { maxLength: 12 },
    )
    .map((all) => all.toSorted((a, b) => a.at - b.at));

  test('it goes down and comes up exactly when somebody who looks at each instant would say', () =>
    fc.assert(
      fc.property(pings, fc.integer({ min: 1, max: 30 }), fc.integer({ min: 1, max: 20 }), (all, every, grace) => {
        const expectation = { next: (at: number) => at + every, graceMs: grace };
        const { beat, turned } = heardAll(all, expectation);
        const last = fallDue(beat, expectation, 150).turned;
        expect([...turned, ...last].map(({ to, at }) => `${to} ${at}`)).toEqual(oracle(all, every, grace, 150));
      }),
      { numRuns: 400 },
    ));

  test('the instant at which it changes by itself is the first at which it stands otherwise', () =>
    fc.assert(
      fc.property(pings, fc.integer({ min: 1, max: 30 }), fc.integer({ min: 1, max: 20 }), (all, every, grace) => {
        const expectation = { next: (at: number) => at + every, graceMs: grace };
        const { beat } = heardAll(all, expectation);
        const now = all.at(-1)?.at ?? 0;
        const { status, changesAt } = standing(beat, expectation, now);
        const other = Array.from({ length: 200 }, (_, index) => now + 1 + index).find(
          (at) => statusAt(beat, at, expectation) !== status,
        );
        fc.pre(beat.heardAt !== null);
        expect(changesAt).toBe(other ?? null);
      }),
      { numRuns: 400 },
    ));
});
