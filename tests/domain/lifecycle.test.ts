/** Every act in every standing of an incident: what it leads to, or the sentence that refuses it. */
import { describe, expect, test } from 'vitest';

import { ActRefused } from '../../domain/incident/incident.ts';
import type { Incident } from '../../domain/incident/incident.ts';
import { lifecycle, possibleActs } from '../../domain/incident/lifecycle.ts';
import type { Verb } from '../../domain/incident/lifecycle.ts';

import { day, doing, opened, passing, rightBodies, shop } from './support.ts';

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
  'closed and ended': passing(rules, does(received, 'resolve', 'postmortem', 'close'), 8 * day),
};

/** The status that each possible act leads to; every other act is refused. */
const expected: Readonly<Record<keyof typeof standings, Partial<Record<Verb, string>>>> = {
  received: {
    triage: 'triaged',
    acknowledge: 'received',
    assign: 'received',
    start: 'in_progress',
    comment: 'received',
    resolve: 'resolved',
  },
  'received and acknowledged': {
    triage: 'triaged',
    assign: 'received',
    start: 'in_progress',
    comment: 'received',
    resolve: 'resolved',
  },
  triaged: {
    triage: 'triaged',
    acknowledge: 'triaged',
    assign: 'triaged',
    start: 'in_progress',
    comment: 'triaged',
    resolve: 'resolved',
  },
  'in progress': {
    acknowledge: 'in_progress',
    assign: 'in_progress',
    hold: 'on_hold',
    comment: 'in_progress',
    resolve: 'resolved',
  },
  'on hold': {
    acknowledge: 'on_hold',
    assign: 'on_hold',
    resume: 'in_progress',
    comment: 'on_hold',
    resolve: 'resolved',
  },
  resolved: { comment: 'resolved', close: 'closed', reopen: 'in_progress', postmortem: 'resolved' },
  'resolved, post-mortem done': { comment: 'resolved', close: 'closed', reopen: 'in_progress' },
  closed: { comment: 'closed', reopen: 'in_progress', postmortem: 'closed' },
  'closed, post-mortem done': { comment: 'closed', reopen: 'in_progress' },
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
    'Cannot reopen SHO-1: it is closed and ended; this is possible while it is resolved or closed and not yet ended.',
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

test('an act says what it cannot do without', () =>
  expect(possibleActs(standings['in progress']!)).toContainEqual({ verb: 'hold', needs: ['reason'] }));
