import { perform } from '../../domain/incident/acts.ts';
import type { Bodies } from '../../domain/incident/bodies.ts';
import { fireDue, nextDue } from '../../domain/incident/due.ts';
import type { Event, Incident } from '../../domain/incident/incident.ts';
import type { Verb } from '../../domain/incident/lifecycle.ts';
import { open } from '../../domain/incident/open.ts';
import type { Opening } from '../../domain/incident/open.ts';
import type { Rules } from '../../domain/plan.ts';
import { compileCalendars } from '../../language/calendar.ts';
import { compileRotations } from '../../language/rotation.ts';
import { compiled } from '../support/plan.ts';

export const minute = 60_000;
export const hour = 60 * minute;
export const day = 24 * hour;
/** A Monday, 10:00 in Bucharest. */
export const monday = Date.parse('2026-03-02T10:00:00+02:00');

/** A small shop. */
export const shopText = `guardia: 1
plan: shop
title: Shop
reference: SHO
locale: en
timezone: Europe/Bucharest
calendars:
  office: { mon-fri: ["09:00-18:00"] }
people:
  ana: { name: Ana, email: ana@shop.example }
  ion: { name: Ion, email: ion@shop.example }
  eva: { name: Eva, email: eva@shop.example }
roles: { lead: [ana], support: [ion, eva], all: [ana, ion, eva] }
services: { app: { title: App } }
levels:
  N1: { team: support }
  N2: { team: lead }
tiers:
  gold: { response: 30m, resolution: 40h }
  basic: { response: 90m }
customers:
  acme: { domains: [acme.example], tier: gold, contact: eva }
  bolt: { domains: [bolt.example], tier: basic }
types: [incident, security, task]
severities:
  P1: { response: 1h, resolution: 4h, postmortem: 24h, escalation: critical }
  P2: { response: 4h, resolution: 24h, escalation: mild }
  P3: { response: 8h, resolution: 2 business days, calendar: office, escalation: desk }
  P4: { response: 48h }
escalation:
  critical:
    - { at: opening, tell: [support] }
    - { at: 50% of response, tell: [lead] }
    - { at: 100% of response, tell: [lead, support, ana], repeat: every 15m until acknowledged, at most: 3 }
    - { at: 80% of resolution, tell: [assignee] }
    - { at: 100% of resolution, tell: [customer contact], repeat: every 1h until acknowledged, at most: 2 }
    - { at: 150% of resolution, tell: [all] }
    - { at: 100% of postmortem, tell: [lead] }
  mild:
    - { at: opening, tell: [ion] }
    - { at: 100% of response, tell: [lead] }
  desk:
    - { at: 20m, tell: [ion], repeat: every 10m until acknowledged, at most: 5 }
reopen: 7 days
`;

/** A small shop's plan; `change` rewrites its text. */
export const shopPlan = (change: (text: string) => string = (text) => text) => compiled(change(shopText));

/** Its rules, over 2026 and 2027. */
export function shop(change?: (text: string) => string): Rules {
  const { plan: read, calendars } = shopPlan(change);
  const [from, until] = [Date.parse('2026-01-01T00:00Z'), Date.parse('2028-01-01T00:00Z')];
  const hours = compileCalendars(calendars, from, until);
  const rotations = compileRotations(read.rotations, read.timezone, hours, from, until);
  return { plan: { ...read, version: 1 }, calendars: hours, rotations };
}

/** The shop with other policies. */
export const withPolicies = (policies: string, more = '') =>
  shop((text) => text.replace(/escalation:\n {2}critical:[^]*?reopen/, `escalation:\n${policies}reopen`).concat(more));

/** Those that a test is not about. */
export const others = `  mild: [{ at: opening, tell: ion }]
  desk: [{ at: opening, tell: ion }]
`;

/** An incident opened on the Monday, by somebody's mail where `requester` is given, else by a monitor. */
export const opened = (rules: Rules, more: Partial<Opening> = {}, at = monday): Incident =>
  open(
    rules,
    {
      reference: 'SHO-1',
      type: 'incident',
      severity: 'P1',
      service: null,
      impact: null,
      category: null,
      requester: null,
      by: 'admin',
      ...more,
    },
    at,
  );

let number = 0;

/** What a service does in one transaction: what fell due, the act, and what that made due. `after` is ms since the Monday. */
export function doing<V extends Verb>(rules: Rules, incident: Incident, verb: V, after: number, body: Bodies[V]) {
  const at = Math.max(monday + after, incident.lastEventAt);
  const act = { key: `act:tests:${++number}`, by: 'ion', at };
  return fireDue(rules, perform(verb, rules, onTime(rules, incident, at), act, body), at);
}

/** Everything due by `after` ms since the Monday, each at its instant. */
export const passing = (rules: Rules, incident: Incident, after: number) => onTime(rules, incident, monday + after);

function onTime(rules: Rules, incident: Incident, at: number): Incident {
  let state = incident;
  for (let next = nextDue(rules, state); next !== null && next <= at; next = nextDue(rules, state))
    state = fireDue(rules, state, next);
  return state;
}

/** The same, done at the end in one go because nobody could before. */
export const afterOutage = (rules: Rules, incident: Incident, after: number) =>
  fireDue(rules, incident, monday + after);

/** `key @ ms since the Monday when it was due` of the events of a kind. */
export const dues = ({ events }: Incident, kind: string): string[] =>
  events.filter((one) => one.kind === kind).map(({ key, dueAt }) => `${key} @ ${spoken(dueAt)}`);

const spoken = (at: number | null) => (at === null ? 'no time' : `${(at - monday) / minute}m`);

/** `key @ ms since the Monday when it was due`, or done, of every event. */
export const story = ({ events }: Incident) =>
  events.map(({ key, dueAt, at }) => `${key} @ ${((dueAt ?? at) - monday) / minute}m`);

export const event = ({ events }: Incident, key: string): Event | undefined => events.find((one) => one.key === key);

export const clockOf = ({ clocks }: Incident, metric: string, round = 1) =>
  clocks.find((one) => one.metric === metric && one.round === round)!;

/** A body that is right for each act. */
export const rightBodies: { [V in Verb]: Bodies[V] } = {
  triage: { category: 'network' },
  acknowledge: {},
  assign: { to: 'ana' },
  start: {},
  hold: { reason: 'waits for a part' },
  contain: { note: 'Cut off.' },
  workaround: { text: 'Use the other door.' },
  escalate: { level: 'N2', note: 'Beyond us.' },
  snooze: { reason: 'On my way.', until: monday + 3 * hour },
  reply: { text: 'Still there.' },
  appointment: { at: monday + day, minutes: 30, channel: 'video' },
  'cancel-appointment': { reason: 'Nobody can.' },
  cancel: { reason: 'A mistake.' },
  reclassify: { severity: 'P2' },
  watch: { who: 'eva', as: 'watcher' },
  unwatch: { who: 'eva', as: 'watcher' },
  edit: { text: { title: 'Other' }, changed: ['title'] },
  link: { to: 'SHO-2', as: 'related' },
  unlink: { to: 'SHO-2', as: ['related'] },
  release: { version: '2.4.1' },
  fulfil: { clock: 'authority' },
  rate: { score: 5 },
  phase: {},
  verify: { note: 'It works.' },
  resume: {},
  comment: { text: 'Seen.', public: true },
  resolve: { note: 'Restarted.' },
  close: {},
  reopen: { reason: 'Again.' },
  postmortem: { rootCause: 'The disk was full.', lessons: 'Watch the disk.' },
};
