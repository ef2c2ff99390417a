/** Random lives of an incident, for claims that hold in all of them. */
import fc from 'fast-check';

import { perform } from '../../domain/incident/acts.ts';
import type { Bodies } from '../../domain/incident/bodies.ts';
import { fireDue } from '../../domain/incident/due.ts';
import { ActRefused, UnknownValue } from '../../domain/incident/incident.ts';
import type { Incident } from '../../domain/incident/incident.ts';
import { lifecycle } from '../../domain/incident/lifecycle.ts';
import type { Verb } from '../../domain/incident/lifecycle.ts';
import type { Rules } from '../../domain/plan.ts';

import { day, hour, minute, monday, opened, rightBodies } from './support.ts';

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
  pick: fc.nat(20),
});
export const story = fc.record({
  severity: fc.constantFrom('P1', 'P2', 'P3', 'P4'),
  requester: fc.constantFrom(null, 'joe@acme.example', 'joe@elsewhere.example'),
  start: fc.integer({ min: 0, max: 14 * day }),
  moves: fc.array(move, { maxLength: 25 }),
  rest: fc.integer({ min: 0, max: 40 * day }),
});
export type Story = typeof story extends fc.Arbitrary<infer S> ? S : never;

function bodyOf({ verb, pick }: Move, at: number): Bodies[Verb] {
  const variants: Partial<Record<Verb, readonly Bodies[Verb][]>> = {
    triage: ['P1', 'P2', 'P3', 'P4', 'P9'].map((severity) => ({ severity })),
    assign: ['ana', 'ion', 'nobody'].map((to) => ({ to })),
    comment: [true, false].map((open) => ({ text: 'x', public: open })),
    reclassify: [
      ...['P1', 'P2', 'P3'].flatMap((severity) => [{ severity }, { severity, retroactive: false }]),
      { type: 'security' },
      { customer: 'acme', retroactive: false },
    ],
    escalate: ['N1', 'N2', 'N9'].map((level) => ({ level, note: 'x' })),
    snooze: [minute, hour, day, 2 * day].map((ms) => ({ reason: 'x', until: at + ms })),
    appointment: [-1, hour, day].map((ms) => ({ at: at + ms, minutes: 30, channel: 'video' })),
    link: ['related', 'duplicate'].map((as) => ({ to: 'SHO-2', as })),
    hold: [
      { reason: 'x' },
      { reason: 'x', pause: 'customer' },
      { reason: 'x', pause: 'nothing' },
      ...[-1, 0, 1, hour, 2 * day].map((ms) => ({ reason: 'x', until: at + ms })),
    ],
  };
  const all = variants[verb] ?? [rightBodies[verb]];
  return all[pick % all.length]!;
}

/** Lives a story; between two acts time passes in one go, or in steps of `stepMs`. */
export function live(
  rules: Rules,
  { severity, requester, start, moves, rest }: Story,
  stepMs: number,
): { incident: Incident; now: number } {
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
