import fc from 'fast-check';

import type { Bodies } from '../../domain/incident/bodies.ts';
import type { Verb } from '../../domain/incident/lifecycle.ts';
import type { Opening } from '../../domain/incident/open.ts';
import { day, hour, minute, monday } from '../domain/support.ts';

/** What people do and what time passes. */
export interface Sequence {
  readonly opening: Opening;
  readonly start: number;
  readonly moves: readonly Move[];
}

/** Time passes, by so much or to what comes next and `off` ms; then somebody acts, or a rotation is overridden, or the plan has another version. */
export interface Move {
  readonly wait: number | { readonly off: number };
  readonly by: 'ion' | 'requester';
  /** The first that is possible is done; where none is, the first is tried all the same. */
  readonly deeds: readonly Deed[];
}

export type Deed = Acting | Override | { readonly migrate: true; readonly retroactive: boolean };

/** An act, what it says at an instant, and in words for reports. */
export type Acting = {
  readonly [V in keyof Acts]: {
    readonly verb: V;
    readonly body: (now: number) => Bodies[V];
    readonly told: string;
  };
}[keyof Acts];

/** Somebody else is on call, `after` ms from now and for as long as it `lasts`. */
export interface Override {
  readonly override: string;
  readonly of: string;
  readonly after: number;
  readonly lasts: number;
}

/** `rate` is nobody's of the team; what else is missing is not in the model yet. */
type Acts = Omit<Bodies, 'rate' | 'release'>;

const one = fc.constantFrom;
const perhaps = <T>(some: fc.Arbitrary<T>) => fc.option(some, { nil: undefined, freq: 2 });
const phases = ['detection', 'diagnosis', 'repair', 'in-progress', 'verification', 'report', 'nothing'];
const severity = one('P1', 'P2', 'P3', 'P4');
const category = one('network', 'database');
const impact = one('all', 'one');
const person = one('ana', 'ion', 'eva', 'nobody');
const span = fc.oneof(
  { weight: 4, arbitrary: one(0, 1, 54_000, minute, 15 * minute, 30 * minute, hour - 1, hour, hour + 1, 4 * hour) },
  { weight: 4, arbitrary: fc.integer({ min: 0, max: 5 * hour }) },
  { weight: 1, arbitrary: one(day, 8 * day) },
  { weight: 1, arbitrary: fc.integer({ min: 0, max: 3 * day }) },
);

/** What an act says; instants are spans from the act on. */
const bodies: { readonly [V in keyof Acts]: fc.Arbitrary<object> } = {
  triage: fc.record({ severity, category, impact, assignee: person }, { requiredKeys: [] }),
  acknowledge: one({}),
  assign: fc.record({ to: person }),
  start: one({}),
  hold: fc.record(
    { reason: one('x'), pause: one('customer', 'everything', 'meeting', 'none'), until: span },
    { requiredKeys: ['reason'] },
  ),
  resume: one({}),
  contain: one({ note: 'x' }),
  workaround: fc.record({ text: one('x'), channel: perhaps(one('phone')) }),
  escalate: fc.record({ level: one('N1', 'N2', 'N3'), note: one('x') }),
  snooze: fc.record({ reason: one('x'), until: span }),
  comment: fc.record({ text: one('x'), public: fc.boolean() }),
  reply: one({ text: 'x' }),
  appointment: fc.record({ at: span, minutes: one(30), channel: one('video') }),
  'cancel-appointment': one({ reason: 'x' }),
  phase: fc.record({ to: one(...phases) }, { requiredKeys: [] }),
  verify: one({ note: 'x' }),
  resolve: one({ note: 'x' }),
  close: one({}),
  cancel: one({ reason: 'x' }),
  reopen: one({ reason: 'x' }),
  reclassify: fc.record(
    {
      severity,
      type: one('incident', 'security', 'task', 'none'),
      impact,
      category,
      service: one('app'),
      customer: one('acme', 'bolt'),
      retroactive: fc.boolean(),
    },
    { requiredKeys: [] },
  ),
  watch: fc.record({ who: one('participant:7', 'ana'), as: one('watcher', 'affected') }),
  unwatch: one({ who: 'eva', as: 'watcher' }),
  edit: one({ text: { title: 'Other' }, changed: ['title'] }),
  link: fc.record({ to: one('SHO-2'), as: one('related', 'related', 'duplicate') }),
  unlink: one({ to: 'SHO-2', as: ['related'] }),
  fulfil: fc.record({ clock: one('authority', 'advice', 'lessons') }),
  postmortem: one({ rootCause: 'x', lessons: 'x' }),
};

/** How often an act is tried: those that end a life seldom, those that move clocks often. */
const weights: Partial<Record<Verb, number>> = {
  start: 4,
  hold: 5,
  resume: 3,
  reclassify: 5,
  comment: 3,
  escalate: 3,
  appointment: 2,
  resolve: 2,
  reopen: 3,
  reply: 2,
  snooze: 2,
  phase: 5,
  verify: 2,
};

const instants = ['until', 'at'];
const timed = (body: object, now: number) =>
  Object.fromEntries(
    Object.entries(body)
      .filter(([, value]) => value !== undefined)
      .map(([key, value]) => [key, instants.includes(key) ? now + (value as number) : value]),
  );

const deed: fc.Arbitrary<Deed> = fc.oneof(
  ...(Object.keys(bodies) as (keyof Acts)[]).map((verb) => ({
    weight: weights[verb] ?? 1,
    arbitrary: bodies[verb].map(
      (body) => ({ verb, body: (now: number) => timed(body, now), told: JSON.stringify(body) }) as unknown as Acting,
    ),
  })),
  {
    weight: 5,
    arbitrary: fc.record({
      override: one('ana', 'ion', 'eva'),
      of: one('primary', 'counter'),
      after: one(0, 0, hour),
      lasts: one(hour, 8 * hour, day, 3 * day),
    }),
  },
  { weight: 2, arbitrary: fc.record({ migrate: one(true as const), retroactive: fc.boolean() }) },
);

const move: fc.Arbitrary<Move> = fc.record({
  wait: fc.oneof(span, fc.record({ off: one(-1, 0, 1) })),
  by: fc.oneof({ weight: 9, arbitrary: one('ion' as const) }, { weight: 1, arbitrary: one('requester' as const) }),
  deeds: fc.array(deed, { minLength: 1, maxLength: 4 }),
});

const opening = fc.record({
  reference: one('SHO-1'),
  type: one('incident', 'incident', 'security', 'task'),
  severity,
  service: one(null, 'app'),
  impact: one(null, 'all', 'one'),
  category: one(null, 'network', 'database'),
  requester: one(null, 'joe@acme.example', 'joe@bolt.example', 'joe@else.example'),
  by: one('admin'),
});

export const sequences = (maxLength: number): fc.Arbitrary<Sequence> =>
  fc.record({
    opening,
    start: fc.oneof(one(0, 30 * minute, 8 * hour), fc.integer({ min: 0, max: 14 * day })).map((ms) => monday + ms),
    moves: fc.noBias(fc.array(move, { maxLength, size: 'max' })),
  });
