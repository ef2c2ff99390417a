/** Whatever people do and however time passes: nothing is lost, done twice, or done backwards. */
import fc from 'fast-check';
import { expect, test } from 'vitest';

import { dueAt } from '../../domain/clock.ts';
import { perform } from '../../domain/incident/acts.ts';
import type { Bodies } from '../../domain/incident/bodies.ts';
import { fireDue, nextDue } from '../../domain/incident/due.ts';
import { ActRefused, UnknownValue } from '../../domain/incident/incident.ts';
import type { Incident } from '../../domain/incident/incident.ts';
import { lifecycle } from '../../domain/incident/lifecycle.ts';
import type { Verb } from '../../domain/incident/lifecycle.ts';

import { day, hour, minute, monday, opened, rightBodies, shop } from './support.ts';

const rules = shop();

/** One act some time after the one before; `pick` chooses what varies in its body. */
interface Move {
  readonly after: number;
  readonly verb: Verb;
  readonly pick: number;
}

const after = fc.oneof(
  fc.constantFrom(0, 1, 15 * minute, 30 * minute, hour - 1, hour, hour + 1, 4 * hour, day, 7 * day),
  fc.integer({ min: 0, max: 5 * hour }),
  fc.integer({ min: 0, max: 9 * day }),
);
const move: fc.Arbitrary<Move> = fc.record({
  after,
  verb: fc.constantFrom(...(Object.keys(lifecycle) as Verb[])),
  pick: fc.nat(5),
});
const story = fc.record({
  severity: fc.constantFrom('P1', 'P2', 'P3', 'P4'),
  requester: fc.constantFrom(null, 'joe@acme.example', 'joe@elsewhere.example'),
  start: fc.integer({ min: 0, max: 14 * day }),
  moves: fc.array(move, { maxLength: 25 }),
  rest: fc.integer({ min: 0, max: 40 * day }),
});
type Story = typeof story extends fc.Arbitrary<infer S> ? S : never;

function bodyOf({ verb, pick }: Move, at: number): Bodies[Verb] {
  const variants: Partial<Record<Verb, readonly Bodies[Verb][]>> = {
    triage: ['P1', 'P2', 'P3', 'P4', 'P9'].map((severity) => ({ severity })),
    assign: ['ana', 'ion', 'nobody'].map((to) => ({ to })),
    comment: [true, false].map((open) => ({ text: 'x', public: open })),
    hold: [{ reason: 'x' }, ...[-1, 0, 1, hour, 2 * day].map((ms) => ({ reason: 'x', until: at + ms }))],
  };
  const all = variants[verb] ?? [rightBodies[verb]];
  return all[pick % all.length]!;
}

/** Lives a story; between two acts time passes in one go, or in steps of `stepMs`. */
function live({ severity, requester, start, moves, rest }: Story, stepMs: number): { incident: Incident; now: number } {
  let now = monday + start;
  let incident = fireDue(rules, opened(rules, { severity, requester }, now), now);
  const pass = (ms: number) => {
    for (const until = now + ms; now < until;) {
      now = Math.min(now + stepMs, until);
      if (stepMs !== Infinity || now === until) incident = fireDue(rules, incident, now);
    }
  };
  for (const [index, one] of moves.entries()) {
    pass(one.after);
    const act = { key: `act:${index}`, by: 'ion', at: Math.max(now, incident.lastEventAt) };
    try {
      const before = fireDue(rules, incident, act.at);
      incident = fireDue(rules, perform(one.verb, rules, before, act, bodyOf(one, now)), act.at);
    } catch (error) {
      if (!(error instanceof ActRefused || error instanceof UnknownValue)) throw error;
    }
  }
  pass(rest);
  return { incident: fireDue(rules, incident, now), now };
}

const runs = { numRuns: 400 };

test('an act is done, or refused with a sentence; nothing else is ever thrown', () =>
  fc.assert(
    fc.property(story, (one) => void live(one, Infinity)),
    runs,
  ));

test('keys of events are unique', () =>
  fc.assert(
    fc.property(story, (one) => {
      const keys = live(one, Infinity).incident.events.map(({ key }) => key);
      expect(new Set(keys).size).toBe(keys.length);
    }),
    runs,
  ));

test('instants of events never go backwards', () =>
  fc.assert(
    fc.property(story, (one) => {
      const at = live(one, Infinity).incident.events.map((event) => event.at);
      expect(at).toEqual(at.toSorted((a, b) => a - b));
    }),
    runs,
  ));

test('nothing is done before it was due', () =>
  fc.assert(
    fc.property(story, (one) => {
      const early = live(one, Infinity).incident.events.filter(
        (event) => event.dueAt !== null && event.dueAt > event.at,
      );
      expect(early).toEqual([]);
    }),
    runs,
  ));

test('after everything due is done, the next lies ahead', () =>
  fc.assert(
    fc.property(story, (one) => {
      const { incident, now } = live(one, Infinity);
      expect(nextDue(rules, incident) ?? Infinity).toBeGreaterThan(now);
    }),
    runs,
  ));

test('doing what is due a second time does nothing', () =>
  fc.assert(
    fc.property(story, (one) => {
      const { incident, now } = live(one, Infinity);
      expect(fireDue(rules, incident, now)).toBe(incident);
    }),
    runs,
  ));

test('in one go or in small steps, the same falls due at the same instants', () => {
  const promised = ({ incident }: ReturnType<typeof live>) => ({
    clocks: incident.clocks.map((one) => [one.metric, one.breachedAt, dueAt(rules.calendars[one.calendar]!, one)]),
    due: incident.events.map(({ key, dueAt: at }) => [key, at]),
    status: incident.status,
  });
  fc.assert(
    fc.property(story, fc.integer({ min: 7 * minute, max: 3 * hour }), (one, stepMs) => {
      expect(promised(live(one, stepMs))).toEqual(promised(live(one, Infinity)));
    }),
    { numRuns: 100 },
  );
});

test('repeats keep their distance, whatever happens in between', () =>
  fc.assert(
    fc.property(story, (one) => {
      const { events } = live(one, Infinity).incident;
      for (const { key, dueAt: at } of events.filter((event) => /:again-\d+$/.test(event.key))) {
        const [, step, times] = /^(.*):again-(\d+)$/.exec(key)!;
        const before = events.find(
          (event) => event.key === (times === '1' ? step : `${step}:again-${Number(times) - 1}`),
        );
        expect(at! - before!.dueAt!).toBeGreaterThanOrEqual(10 * minute);
      }
    }),
    runs,
  ));
