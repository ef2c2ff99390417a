/** Every act in every standing of an incident: what it leads to, or the sentence that refuses it. */
import { describe, expect, test } from 'vitest';

import { ActRefused } from '../../domain/incident/incident.ts';
import type { Incident } from '../../domain/incident/incident.ts';
import { lifecycle, possibleActs } from '../../domain/incident/lifecycle.ts';
import type { Verb } from '../../domain/incident/lifecycle.ts';

import { day, doing, hour, monday, opened, passing, rightBodies, shop } from './support.ts';

const rules = shop();
const verbs = Object.keys(lifecycle) as Verb[];
const does = (incident: Incident, ...all: Verb[]) =>
  all.reduce((state, verb) => doing(rules, state, verb, 0, rightBodies[verb]), incident);

const received = opened(rules);
const standings: Readonly<Record<string, Incident>> = {
  received,
  'received and acknowledged': does(received, 'acknowledge'),
  triaged: does(received, 'triage'),
  'in progress': does(received, 'start'),
  'on hold': does(received, 'start', 'hold'),
  resolved: does(received, 'resolve'),
  'resolved, post-mortem done': does(received, 'resolve', 'postmortem'),
  closed: does(received, 'resolve', 'close'),
  'closed, post-mortem done': does(received, 'resolve', 'postmortem', 'close'),
  cancelled: does(received, 'cancel'),
  merged: doing(rules, received, 'link', 0, { to: 'SHO-2', as: 'duplicate' }),
  'closed and ended': passing(rules, does(received, 'resolve', 'postmortem', 'close'), 8 * day),
};

/** What leaves the status as it is, while it is open; and until it has ended. */
const whileOpen = ['assign', 'contain', 'workaround', 'escalate', 'snooze', 'appointment', 'reclassify'] as const;
const untilEnded = ['comment', 'watch', 'unwatch', 'edit', 'link', 'unlink'] as const;

const staying = (all: readonly Verb[], status: string) => Object.fromEntries(all.map((verb) => [verb, status]));
const isOpen = (status: string) => ({
  ...staying([...whileOpen, ...untilEnded, 'reply'], status),
  resolve: 'resolved',
  cancel: 'cancelled',
});
const isOver = (status: string) => ({
  ...staying(untilEnded, status),
  reply: 'in_progress',
  reopen: 'in_progress',
});

/** The status that each possible act leads to; every other act is refused. */
const expected: Readonly<Record<keyof typeof standings, Partial<Record<Verb, string>>>> = {
  received: { ...isOpen('received'), triage: 'triaged', acknowledge: 'received', start: 'in_progress' },
  'received and acknowledged': { ...isOpen('received'), triage: 'triaged', start: 'in_progress' },
  triaged: { ...isOpen('triaged'), triage: 'triaged', acknowledge: 'triaged', start: 'in_progress' },
  'in progress': { ...isOpen('in_progress'), acknowledge: 'in_progress', hold: 'on_hold' },
  'on hold': { ...isOpen('on_hold'), acknowledge: 'on_hold', resume: 'in_progress' },
  resolved: { ...isOver('resolved'), close: 'closed', postmortem: 'resolved' },
  'resolved, post-mortem done': { ...isOver('resolved'), close: 'closed' },
  closed: { ...isOver('closed'), postmortem: 'closed' },
  'closed, post-mortem done': isOver('closed'),
  cancelled: isOver('cancelled'),
  merged: { ...staying(untilEnded, 'closed'), unlink: 'in_progress' },
  'closed and ended': { comment: 'closed' },
};

describe.each(Object.keys(standings))('an incident that is %s', (name) => {
  const incident = standings[name]!;
  const leads = expected[name]!;

  test.each(verbs.filter((verb) => leads[verb] !== undefined))('can %s', (verb) =>
    expect(does(incident, verb).status).toBe(leads[verb]),
  );
  test.each(verbs.filter((verb) => leads[verb] === undefined))('cannot %s', (verb) =>
    expect(() => does(incident, verb)).toThrow(ActRefused),
  );

  test('offers exactly the acts that are possible', () =>
    expect(
      possibleActs(incident)
        .map(({ verb }) => verb)
        .toSorted(),
    ).toEqual(Object.keys(leads).toSorted()));
});

test.each<[string, string, Verb, string]>([
  ['the status', 'received', 'resume', 'Cannot resume SHO-1: it is received; this is possible while it is on hold.'],
  [
    'several statuses',
    'in progress',
    'start',
    'Cannot start SHO-1: it is in progress; this is possible while it is received or triaged.',
  ],
  [
    'that it was acknowledged',
    'received and acknowledged',
    'acknowledge',
    'Cannot acknowledge SHO-1: it is received and acknowledged; this is possible while it is open and not yet acknowledged.',
  ],
  [
    'that it has ended',
    'closed and ended',
    'reopen',
    'Cannot reopen SHO-1: it is closed and ended; this is possible while it is resolved or closed or cancelled and not yet ended and not merged into another.',
  ],
  [
    'that no post-mortem is owed',
    'resolved, post-mortem done',
    'postmortem',
    'Cannot postmortem SHO-1: it is resolved; this is possible while it is resolved or closed and owed a post-mortem.',
  ],
])('a refusal says %s', (_, name, verb, sentence) =>
  expect(() => does(standings[name]!, verb)).toThrow(new ActRefused(sentence)),
);

describe('an appointment', () => {
  const at = monday + hour;
  const agreed = doing(rules, received, 'appointment', 0, { at, minutes: 30, channel: 'video' });
  const cancelled = (after: number) => doing(rules, agreed, 'cancel-appointment', after, { reason: 'Ill.' });
  const offers = (when: number) =>
    possibleActs(agreed, 'staff', when).some(({ verb }) => verb === 'cancel-appointment');

  test('can be called off until its end', () => {
    expect(cancelled(1.5 * hour - 1).appointment).toBeNull();
    expect(offers(monday + 1.5 * hour - 1)).toBe(true);
  });
  test.each([
    [1.5 * hour, '0 min'],
    [2 * hour, '30 min'],
    [2 * day, '46 h'],
  ])('that is over cannot', (after, since) => {
    expect(() => cancelled(after)).toThrow(
      `Cannot cancel-appointment SHO-1: its appointment has been over for ${since}; this is possible while it is waiting for an appointment.`,
    );
    expect(offers(monday + after)).toBe(false);
  });
});

test('an act says what it cannot do without, and what it may say', () =>
  expect(possibleActs(standings['in progress']!)).toContainEqual({
    verb: 'hold',
    needs: ['reason'],
    may: ['pause', 'until'],
  }));

test('who asked is offered what is theirs, and nobody else is asked how it was', () => {
  const offered = (name: string, by?: string) => possibleActs(standings[name]!, by).map(({ verb }) => verb);
  expect(offered('in progress', 'requester')).toEqual(['reply']);
  expect(offered('resolved', 'requester')).toEqual(['reply', 'reopen', 'rate']);
  expect(offered('closed and ended', 'requester')).toEqual(['rate']);
  expect(offered('resolved')).not.toContain('rate');
});
