/** What happens to an incident by itself: breaches, the end of a hold, what is owed after it was resolved, and its end. */
import { describe, expect, test } from 'vitest';

import { dueAt, stateOf } from '../../domain/clock.ts';
import { nextDue } from '../../domain/incident/due.ts';
import { UnknownValue } from '../../domain/incident/incident.ts';
import type { Incident } from '../../domain/incident/incident.ts';

import { clockOf, day, doing, dues, event, hour, minute, monday, opened, passing, shop } from './support.ts';

const rules = shop();
const p1 = opened(rules);
const due = (incident: Incident, metric: string, round = 1) => {
  const clock = clockOf(incident, metric, round);
  return (dueAt(rules.calendars[clock.calendar]!, clock) ?? NaN) - monday;
};
const review = { rootCause: 'x', lessons: 'y' };

describe('a response', () => {
  const byMail = opened(rules, { requester: 'joe@elsewhere.example' });
  const said = (incident: Incident, open: boolean) =>
    doing(rules, incident, 'comment', 10 * minute, { text: 'Seen.', public: open });
  const respondedAt = (incident: Incident) => clockOf(incident, 'response').fulfilledAt;

  test('to a requester is a public comment', () => expect(respondedAt(said(byMail, true))).toBe(monday + 10 * minute));
  test('to a requester is not an internal one', () => expect(respondedAt(said(byMail, false))).toBeNull());
  test('to a monitor is no comment at all', () => expect(respondedAt(said(p1, true))).toBeNull());
  test.each([
    ['requester', byMail],
    ['monitor', p1],
  ])('to a %s is an acknowledgement', (_, incident) =>
    expect(respondedAt(doing(rules, incident, 'acknowledge', minute, {}))).toBe(monday + minute),
  );
  test('is its resolution, when nothing came before', () =>
    expect(respondedAt(doing(rules, p1, 'resolve', minute, { note: 'x' }))).toBe(monday + minute));
  test('exactly at the due instant is met', () =>
    expect(stateOf(clockOf(doing(rules, p1, 'acknowledge', hour, {}), 'response'))).toBe('met'));
  test('1 ms later is breached, at the due instant', () =>
    expect(clockOf(doing(rules, p1, 'acknowledge', hour + 1, {}), 'response').breachedAt).toBe(monday + hour));
  test('is not taken back by a second one', () =>
    expect(respondedAt(doing(rules, said(byMail, true), 'acknowledge', hour, {}))).toBe(monday + 10 * minute));
});

describe('a hold', () => {
  const started = doing(rules, p1, 'start', 0, {});
  const hold = (until?: number) =>
    doing(rules, started, 'hold', 10 * minute, {
      reason: 'waits',
      ...(until === undefined ? {} : { until: monday + until }),
    });

  test('stops every clock', () => expect(hold().clocks.map(stateOf)).toEqual(['paused', 'paused']));
  test('lasts, however long it takes', () => expect(passing(rules, hold(), 90 * day).events.at(-1)!.kind).toBe('held'));
  test('ends when somebody resumes, and the clocks go on', () =>
    expect(due(doing(rules, hold(), 'resume', 40 * minute, {}), 'response')).toBe(90 * minute));
  test('until an instant ends by itself', () =>
    expect(passing(rules, hold(40 * minute), 40 * minute).status).toBe('in_progress'));
  test('until an instant does not end before', () =>
    expect(passing(rules, hold(40 * minute), 40 * minute - 1).status).toBe('on_hold'));
  test('ends at its instant, even if noticed later', () =>
    expect(due(passing(rules, hold(40 * minute), 80 * minute), 'response')).toBe(90 * minute));
  test('says that it ended by itself', () =>
    expect(dues(passing(rules, hold(40 * minute), 80 * minute), 'resumed')).toEqual([
      `resumed:${monday + 40 * minute} @ 40m`,
    ]));
  test('and what it held up then falls due', () =>
    expect(clockOf(passing(rules, hold(40 * minute), 91 * minute), 'response').breachedAt).toBe(monday + 90 * minute));
  test('is forgotten when somebody resumes before', () =>
    expect(
      dues(passing(rules, doing(rules, hold(40 * minute), 'resume', 20 * minute, {}), day), 'resumed'),
    ).toHaveLength(1));
  test('can be asked for until the same instant again', () => {
    const again = doing(rules, doing(rules, hold(40 * minute), 'resume', 20 * minute, {}), 'hold', 30 * minute, {
      reason: 'again',
      until: monday + 40 * minute,
    });
    expect(passing(rules, again, 40 * minute).status).toBe('in_progress');
  });
  test.each([
    ['now', 10 * minute],
    ['an instant that is over', 9 * minute],
  ])('until %s is refused', (_, until) => expect(() => hold(until)).toThrow(UnknownValue));
  test('does not undo a breach', () => {
    const late = doing(rules, started, 'hold', 61 * minute, { reason: 'x' });
    expect(clockOf(late, 'response').breachedAt).toBe(monday + hour);
  });
  test('beginning exactly at the deadline does not move it', () => {
    const late = doing(rules, started, 'hold', hour, { reason: 'x' });
    expect(clockOf(passing(rules, late, hour + 1), 'response').breachedAt).toBe(monday + hour);
  });
  test('resolved in it, the clocks are met and have no due instant', () => {
    const { clocks } = doing(rules, hold(), 'resolve', 3 * day, { note: 'x' });
    expect(clocks.slice(0, 2).map((one) => [stateOf(one), one.pauses.at(-1)!.to])).toEqual([
      ['met', null],
      ['met', null],
    ]);
  });
});

describe('reopened', () => {
  const resolved = doing(rules, p1, 'resolve', hour, { note: 'x' });
  const again = doing(rules, resolved, 'reopen', 10 * hour, { reason: 'y' });

  test('its resolution clock runs on, without the time in between', () =>
    expect(due(again, 'resolution')).toBe(13 * hour));
  test('its response stays met', () => expect(stateOf(clockOf(again, 'response'))).toBe('met'));
  test('it wants to be acknowledged again', () => expect(again.acknowledgedAt).toBeNull());
  test('whom the policy tells first is told, when nobody has it', () =>
    expect(again.events.at(-1)).toMatchObject({ kind: 'reopened', notify: ['ion', 'eva'] }));
  test('who has it is told', () => {
    const ana = doing(rules, doing(rules, p1, 'assign', 0, { to: 'ana' }), 'resolve', hour, { note: 'x' });
    expect(doing(rules, ana, 'reopen', 2 * hour, { reason: 'y' }).events.at(-1)!.notify).toEqual(['ana']);
  });
  test('from a resolution inside a hold, the hold ends with the reopening', () => {
    const held = doing(rules, doing(rules, p1, 'start', 0, {}), 'hold', 0, { reason: 'x' });
    const back = doing(rules, doing(rules, held, 'resolve', hour, { note: 'x' }), 'reopen', day, { reason: 'y' });
    expect(due(back, 'resolution')).toBe(day + 4 * hour);
  });
});

describe('a post-mortem', () => {
  const resolved = doing(rules, p1, 'resolve', hour, { note: 'x' });
  const rounds = (incident: Incident) =>
    incident.clocks.filter(({ metric }) => metric === 'postmortem').map(({ round }) => round);

  test('is owed from the resolution on', () => expect(due(resolved, 'postmortem')).toBe(25 * hour));
  test('is not owed where the severity wants none', () =>
    expect(rounds(doing(rules, opened(rules, { severity: 'P2' }), 'resolve', 0, { note: 'x' }))).toEqual([]));
  test('is breached when overdue, once', () =>
    expect(dues(passing(rules, resolved, 30 * day), 'breached')).toEqual(['breached:postmortem @ 1500m']));
  test('is not owed while it is reopened', () =>
    expect(rounds(doing(rules, resolved, 'reopen', 2 * hour, { reason: 'y' }))).toEqual([]));
  test('is owed anew after a second resolution, in a round of its own', () => {
    const again = doing(rules, doing(rules, resolved, 'reopen', 2 * hour, { reason: 'y' }), 'resolve', 3 * hour, {
      note: 'z',
    });
    expect([rounds(again), due(again, 'postmortem', 2)]).toEqual([[2], 27 * hour]);
  });
  test('overdue in both rounds is breached under two keys', () => {
    const overdue = passing(rules, resolved, 2 * day);
    const again = doing(rules, doing(rules, overdue, 'reopen', 2 * day, { reason: 'y' }), 'resolve', 49 * hour, {
      note: 'z',
    });
    expect(dues(passing(rules, again, 6 * day), 'breached').map((one) => one.split(' ')[0])).toEqual([
      'breached:postmortem',
      'breached:postmortem:round-2',
    ]);
  });
  test('and escalated in both', () => {
    const overdue = passing(rules, resolved, 2 * day);
    const again = doing(rules, doing(rules, overdue, 'reopen', 2 * day, { reason: 'y' }), 'resolve', 49 * hour, {
      note: 'z',
    });
    expect(dues(passing(rules, again, 6 * day), 'escalated').slice(-1)).toEqual([
      'escalated:critical:7:round-2 @ 4380m',
    ]);
  });
  test('once done is not owed again', () => {
    const done = doing(rules, resolved, 'postmortem', 2 * hour, review);
    const again = doing(rules, doing(rules, done, 'reopen', 3 * hour, { reason: 'y' }), 'resolve', 4 * hour, {
      note: 'z',
    });
    expect([rounds(again), clockOf(again, 'postmortem').fulfilledAt]).toEqual([[1], monday + 2 * hour]);
  });
});

describe('its end', () => {
  const resolved = doing(rules, p1, 'resolve', hour, { note: 'x' });
  const reviewed = doing(rules, resolved, 'postmortem', 2 * hour, review);
  const closed = doing(rules, reviewed, 'close', 3 * hour, {});
  const window = hour + 7 * day;

  test('is when the time to reopen is over', () =>
    expect(passing(rules, closed, window).endedAt).toBe(monday + window));
  test('is not before', () => expect(passing(rules, closed, window - 1).endedAt).toBeNull());
  test('is not while it is not closed', () => expect(passing(rules, reviewed, 30 * day).endedAt).toBeNull());
  test('is not while a post-mortem is owed', () =>
    expect(passing(rules, doing(rules, resolved, 'close', 3 * hour, {}), 30 * day).endedAt).toBeNull());
  test('is with the post-mortem, when that came last', () => {
    const owing = doing(rules, resolved, 'close', 3 * hour, {});
    expect(doing(rules, owing, 'postmortem', 30 * day, review).endedAt).toBe(monday + 30 * day);
  });
  test('is when it is closed, when that came last', () =>
    expect(doing(rules, reviewed, 'close', 30 * day, {}).endedAt).toBe(monday + 30 * day));
  test('is told once', () => expect(event(passing(rules, closed, 30 * day), 'ended')).toMatchObject({ by: null }));
  test('leaves nothing to wait for', () => expect(nextDue(rules, passing(rules, closed, window))).toBeNull());
});

test('the end of the known calendar is a due instant of its own', () => {
  const short = {
    ...rules,
    calendars: { ...rules.calendars, office: { open: [], lastCloses: [], until: monday + day } },
  };
  expect(nextDue(short, opened(short, { severity: 'P3' }))).toBe(monday + 20 * minute);
  const quiet = doing(short, opened(short, { severity: 'P3' }), 'acknowledge', 0, {});
  expect(nextDue(short, quiet)).toBe(monday + day);
});
