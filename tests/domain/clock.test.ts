/** The rules of time of design §5, each by an example small enough to be counted on fingers. */
import { describe, expect, test } from 'vitest';

import type { Calendar } from '../../domain/calendar.ts';
import { beyondCalendar, dueAt, fulfil, pause, reaches, resume, revive, stateOf } from '../../domain/clock.ts';
import type { Clock, Pause } from '../../domain/clock.ts';

/** Open 10–40 and 60–90; a day is 50. */
const office: Calendar = { open: [10, 40, 60, 90, 110, 140], lastCloses: [40, 90, 140], until: 150 };
const always: Calendar = { open: 'always', lastCloses: [], until: 1000 };

const clock = (more: Partial<Clock> = {}): Clock => ({
  metric: 'resolution',
  round: 1,
  start: 'opening',
  target: { ms: 20 },
  calendar: 'office',
  rule: 'severities.P1.resolution',
  from: 10,
  pauses: [],
  fulfilledAt: null,
  breachedAt: null,
  ...more,
});
const pauses = (...all: [number, number | null][]): readonly Pause[] => all.map(([from, to]) => ({ from, to }));

describe('the due instant', () => {
  test('counts open time only', () => expect(dueAt(office, clock({ from: 30 }))).toBe(70));
  test('used up exactly at closing is closing', () => expect(dueAt(office, clock({ from: 20 }))).toBe(40));
  test('counts from the next opening when closed', () => expect(dueAt(office, clock({ from: 45 }))).toBe(80));
  test('is plain addition over `always`', () => expect(dueAt(always, clock({ from: 7 }))).toBe(27));
  test('of business days is a last close', () =>
    expect(dueAt(office, clock({ from: 15, target: { businessDays: 1 } }))).toBe(90));
  test('of business days over `always` is the end of a day', () =>
    expect(dueAt({ ...always, lastCloses: [50, 100] }, clock({ from: 15, target: { businessDays: 1 } }))).toBe(100));
  test('is null beyond the calendar', () => expect(dueAt(office, clock({ target: { ms: 91 } }))).toBeNull());
});

describe('a pause', () => {
  test.each<[string, readonly Pause[], number | null]>([
    ['moves it by its open time', pauses([15, 20]), 35],
    ['of one millisecond moves it by one', pauses([15, 16]), 31],
    ['moves it over a closing', pauses([20, 35]), 65],
    ['over a closed night counts only its open part', pauses([25, 65]), 70],
    ['while closed moves nothing', pauses([41, 59]), 30],
    ['from the anchor on', pauses([10, 25]), 65],
    ['that touches the next', pauses([15, 18], [18, 20]), 35],
    ['that begins exactly at the deadline does not move it', pauses([30, 35]), 30],
    ['that begins 1 ms before the deadline moves it', pauses([29, 35]), 36],
    ['still open: due is null', pauses([15, null]), null],
    ['that is open and begins exactly at the deadline leaves it', pauses([30, null]), 30],
    ['that is open, after a closed one', pauses([12, 14], [20, null]), null],
    ['that is open but began after the deadline leaves it', pauses([31, null]), 30],
  ])('%s', (_, all, due) => expect(dueAt(office, clock({ pauses: all }))).toBe(due));

  test('before the anchor counts for nothing', () =>
    expect(dueAt(office, clock({ from: 20, pauses: pauses([12, 15]) }))).toBe(40));
  test('that spans the anchor counts from the anchor', () =>
    expect(dueAt(office, clock({ from: 14, pauses: pauses([12, 16]) }))).toBe(36));
  test('of a business-day target costs its open time', () =>
    expect(dueAt(office, clock({ from: 15, target: { businessDays: 1 }, pauses: pauses([20, 25]) }))).toBe(115));
});

describe('thresholds', () => {
  const shares = [0.5, 0.8, 1];
  const at = (one: Clock) => shares.map((share) => reaches(office, one, share));
  test('each has an instant of its own', () => expect(at(clock())).toEqual([20, 26, 30]));
  test('a pause moves those after it only', () =>
    expect(at(clock({ pauses: pauses([22, 25]) }))).toEqual([20, 29, 33]));
  test('a pause that begins at one leaves that one', () =>
    expect(at(clock({ pauses: pauses([26, 30]) }))).toEqual([20, 26, 34]));
  test('an open pause keeps those reached before it', () =>
    expect(at(clock({ pauses: pauses([26, null]) }))).toEqual([20, 26, Infinity]));
  test('of business days are shares of the open time up to the due instant', () =>
    expect(at(clock({ from: 20, target: { businessDays: 1 } }))).toEqual([65, 80, 90]));
  test('beyond the whole are counted on', () => expect(reaches(office, clock(), 1.5)).toBe(40));
  test('are rounded up to the millisecond', () => expect(reaches(office, clock({ target: { ms: 3 } }), 0.5)).toBe(12));
  test('floating point leaves no dust: 70 % of 10 is 7', () =>
    expect(reaches(office, clock({ target: { ms: 10 } }), 0.7)).toBe(17));
  test.each([0.07, 0.14, 0.28, 0.55, 0.56, 0.57, 0.58])('%f of 100 is a whole number of milliseconds', (share) =>
    expect(reaches(always, clock({ from: 0, target: { ms: 100 } }), share)).toBe(Math.round(share * 100)),
  );
});

describe('its state', () => {
  test('running', () => expect(stateOf(clock())).toBe('running'));
  test('paused', () => expect(stateOf(pause(clock(), 15))).toBe('paused'));
  test('running again after a pause', () => expect(stateOf(resume(pause(clock(), 15), 20))).toBe('running'));
  test('met', () => expect(stateOf(fulfil(clock(), 30))).toBe('met'));
  test('breached stays breached when fulfilled later', () =>
    expect(stateOf(fulfil(clock({ breachedAt: 30 }), 50))).toBe('breached'));
  test('breached although paused', () => expect(stateOf(pause(clock({ breachedAt: 30 }), 50))).toBe('breached'));
  test('stopped inside an open pause it is met and has no due instant', () => {
    const stopped = fulfil(pause(clock(), 15), 100);
    expect([stateOf(stopped), dueAt(office, stopped)]).toEqual(['met', null]);
  });
});

describe('what is done to it', () => {
  test('pausing twice is pausing once', () => expect(pause(pause(clock(), 15), 18).pauses).toEqual(pauses([15, null])));
  test('resuming what is not paused changes nothing', () => expect(resume(clock(), 15)).toEqual(clock()));
  test('what is fulfilled is not paused any more', () => expect(pause(fulfil(clock(), 20), 25).pauses).toEqual([]));
  test('what is fulfilled in a pause is not resumed', () =>
    expect(resume(fulfil(pause(clock(), 15), 20), 25).pauses).toEqual(pauses([15, null])));
  test('fulfilled twice keeps the first instant', () => expect(fulfil(fulfil(clock(), 20), 25).fulfilledAt).toBe(20));
  test('unfulfilled, the time since does not count', () => {
    const again = revive(fulfil(clock(), 20), 35);
    expect([again.fulfilledAt, again.pauses, dueAt(office, again)]).toEqual([null, pauses([20, 35]), 65]);
  });
  test('unfulfilled after it stopped in a pause, that pause ends now', () =>
    expect(revive(fulfil(pause(clock(), 15), 20), 35).pauses).toEqual(pauses([15, 35])));
  test('unfulfilled though never fulfilled, it stays as it is', () => expect(revive(clock(), 20)).toEqual(clock()));
});

describe('beyond the calendar', () => {
  const far = clock({ target: { ms: 91 } });
  test('more of it must be known to say when it is due', () => expect(beyondCalendar(office, far)).toBe(true));
  test.each<[string, Clock]>([
    ['not while it is to be foreseen', clock()],
    ['not while paused', pause(far, 20)],
    ['not once fulfilled', fulfil(far, 20)],
    ['not once breached', { ...far, breachedAt: 20 }],
  ])('%s', (_, one) => expect(beyondCalendar(office, one)).toBe(false));
});
