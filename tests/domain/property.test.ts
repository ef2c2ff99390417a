/** Whatever people do and however time passes: nothing is lost, done twice, or done backwards. */
import fc from 'fast-check';
import { expect, test } from 'vitest';

import { dueAt } from '../../domain/clock.ts';
import { fireDue, nextDue } from '../../domain/incident/due.ts';
import { recount } from '../../domain/incident/recount.ts';

import { live, story } from './lives.ts';
import { minute, hour, shop } from './support.ts';

/** The small shop with everything that makes clocks begin, stand still, change and end. */
const rules = shop((text) =>
  text
    .replace(
      /  mild:\n((?:    .*\n)+)/,
      (_, steps: string) => `  mild:\n    steps:\n${steps.replaceAll('    -', '      -')}    lapses: 45m\n`,
    )
    .replace('{ at: 20m, tell: [ion], repeat', '{ at: 20m, tell: [ion], calendar: office, repeat')
    .replace('N1: { team: support }', 'N1: { team: support, response: 1h..2h, calendar: office }')
    .replace(
      'N2: { team: lead }',
      'N2: { team: lead, response: 1 business day, calendar: office, resolution: 3h, escalation: mild }',
    )
    .replace('P1: { response: 1h,', 'P1: { response: 1h, containment: 2h, update: 30m, workaround: counts,')
    .replace(
      'reopen: 7 days',
      `reopen: 7 days
emergency: { contacts: [eva] }
clocks: { authority: { when: { type: security }, within: 72h }, review: { from: triage, within: 5h } }
pauses:
  customer: { stops: [resolution, update], ends: reply, at most: 5 days }
  meeting: { stops: [resolution, authority], ends: appointment }
channels: { video: { appointment: true } }
`,
    ),
);

const runs = { numRuns: 400 };

test('an act is done, or refused with a sentence; nothing else is ever thrown', () =>
  fc.assert(
    fc.property(story, (one) => void live(rules, one, Infinity)),
    runs,
  ));

test('keys of events are unique', () =>
  fc.assert(
    fc.property(story, (one) => {
      const keys = live(rules, one, Infinity).incident.events.map(({ key }) => key);
      expect(new Set(keys).size).toBe(keys.length);
    }),
    runs,
  ));

test('instants of events never go backwards', () =>
  fc.assert(
    fc.property(story, (one) => {
      const at = live(rules, one, Infinity).incident.events.map((event) => event.at);
      expect(at).toEqual(at.toSorted((a, b) => a - b));
    }),
    runs,
  ));

test('nothing is done before it was due', () =>
  fc.assert(
    fc.property(story, (one) => {
      const early = live(rules, one, Infinity).incident.events.filter(
        (event) => event.dueAt !== null && event.dueAt > event.at,
      );
      expect(early).toEqual([]);
    }),
    runs,
  ));

test('after everything due is done, the next lies ahead', () =>
  fc.assert(
    fc.property(story, (one) => {
      const { incident, now } = live(rules, one, Infinity);
      expect(nextDue(rules, incident) ?? Infinity).toBeGreaterThan(now);
    }),
    runs,
  ));

test('doing what is due a second time does nothing', () =>
  fc.assert(
    fc.property(story, (one) => {
      const { incident, now } = live(rules, one, Infinity);
      expect(fireDue(rules, incident, now)).toBe(incident);
    }),
    runs,
  ));

test('in one go or in small steps, the same falls due at the same instants', () => {
  const promised = ({ incident }: ReturnType<typeof live>) => ({
    clocks: incident.clocks.map((one) => [one.metric, one.breachedAt, dueAt(rules.calendars[one.calendar]!, one)]),
    // What was missed is not made up for.
    due: incident.events.filter(({ key }) => !key.includes(':again-')).map(({ key, dueAt: at }) => [key, at]),
    status: incident.status,
  });
  fc.assert(
    fc.property(story, fc.integer({ min: 7 * minute, max: 3 * hour }), (one, stepMs) => {
      expect(promised(live(rules, one, stepMs))).toEqual(promised(live(rules, one, Infinity)));
    }),
    { numRuns: 100 },
  );
});

test('no step is told twice at one instant, however late it is told', () =>
  fc.assert(
    fc.property(story, (one) => {
      const told = live(rules, one, Infinity).incident.events.filter(({ kind }) => kind === 'escalated');
      const instants = told.map(({ key, at }) => `${key.replace(/:again-\d+$/, '')} ${at}`);
      expect(new Set(instants).size).toBe(instants.length);
    }),
    runs,
  ));

test('from the events alone every clock is counted again as it stands', () =>
  fc.assert(
    fc.property(story, (one) => {
      const { clocks, events, lastEventAt } = live(rules, one, Infinity).incident;
      const counted = recount(events, () => rules.calendars, lastEventAt)!;
      const plain = clocks.map((clock) => ({ ...clock, warnedAt: undefined, workaround: undefined }));
      expect(counted.toSorted(byName)).toEqual(plain.toSorted(byName));
    }),
    { numRuns: 1000 },
  ));

const byName = (a: { metric: string; round: number }, b: { metric: string; round: number }): number =>
  a.metric < b.metric ? -1 : a.metric > b.metric ? 1 : a.round - b.round;
