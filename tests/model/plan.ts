import type { Rules } from '../../domain/plan.ts';
import { shop, shopPlan } from '../domain/support.ts';

/** A shop whose plan promises in every way there is, and pages in every way. */
const text = `guardia: 1
plan: shop
title: Shop
reference: SHO
locale: en
timezone: Europe/Bucharest
calendars:
  office: { mon-fri: ["09:00-18:00"] }
  late: { mon-sat: ["12:00-20:00"] }
people:
  ana: { name: Ana, email: ana@shop.example }
  ion: { name: Ion, email: ion@shop.example }
  eva: { name: Eva, email: eva@shop.example }
roles: { lead: [ana], support: [ion, eva], all: [ana, ion, eva] }
rotations:
  primary: { members: [ion, ana, eva], every: 1 day, handoff: "10:30" }
  counter: { members: [eva, ana], every: 1 day, calendar: office }
services: { app: { title: App } }
levels:
  N1: { team: support, response: 1h..2h, calendar: office }
  N2: { team: lead, lead: ion, response: 2h, escalation: upstairs }
  N3: { team: lead, escalation: mild }
tiers:
  gold: { response: 30m, resolution: 40h }
  basic: { response: 90m }
customers:
  acme: { domains: [acme.example], tier: gold, contact: eva }
  bolt: { domains: [bolt.example], tier: basic }
types: { incident: {}, security: { for: [ana, ion] }, task: {} }
impacts: [all, one]
categories: [network, database]
severities:
  P1: { response: 1h, containment: 2h, resolution: 4h, update: 30m, postmortem: 24h, escalation: critical }
  P2: { response: 4h, resolution: 24h, workaround: counts, update: 3h, escalation: mild }
  P3: { response: 8h, resolution: 2 business days, calendar: office, escalation: desk }
  P4: { resolution: 10h, postmortem: { within: 20h, from: opening } }
clocks:
  authority: { title: Notice, when: { type: security }, within: 72h }
  advice: { title: Advice, when: { severity: P2 }, from: acknowledge, within: 2h }
  lessons: { title: Lessons, when: { impact: all }, from: resolution, within: 2 business days, calendar: late }
targets:
  - { when: { type: task }, response: 1h..3h, calendar: office }
  - { when: { level: N3, severity: P1 }, from: level, response: 45m }
  - { when: { category: database, severity: [P2, P3] }, resolution: 6h..9h, calendar: office }
  - { when: { impact: all }, containment: 90m }
  - { when: { service: app }, from: triage, resolution: 5h }
escalation:
  critical:
    steps:
      - { at: opening, tell: [rotation primary] }
      - { at: 5m, tell: [rotation counter], repeat: every 10m until acknowledged, at most: 3 }
      - { at: 50% of response, tell: [lead], calendar: office }
      - { at: 100% of response, tell: [lead, support, ana], repeat: every 15m until acknowledged, at most: 3 }
      - { at: 80% of resolution, tell: [assignee] }
      - { at: 100% of resolution, tell: [customer contact], repeat: every 1h until acknowledged, at most: 2 }
      - { at: 150% of resolution, tell: [all], repeat: every 25m until acknowledged, at most: 2 }
      - { at: 100% of postmortem, tell: [lead] }
    lapses: 45m
    exhausted: [all, rotation primary]
  mild:
    steps:
      - { at: opening, tell: [requester, assignee], repeat: every 40m until acknowledged, at most: 2 }
      - { at: 80% of resolution, tell: [ion] }
      - { at: 100% of response, tell: [assignee] }
    lapses: 2h
    exhausted: lead
  desk:
    - { at: 20m, tell: [ion], calendar: office, repeat: every 10m until acknowledged, at most: 5 }
    - { at: 100% of response, tell: [lead] }
  upstairs:
    steps:
      - { at: opening, tell: [assignee] }
      - { at: 1h, tell: [rotation primary, ana], repeat: every 20m until acknowledged, at most: 4 }
      - { at: 50% of level, tell: [level N2 lead] }
      - { at: 50% of response, tell: [rotation counter] }
      - { at: 100% of level, tell: [all, assignee], repeat: every 30m until acknowledged, at most: 2 }
      - { at: 100% of update, tell: [rotation primary, ion] }
    lapses: 30m
    exhausted: [customer contact]
emergency: { contacts: [eva, lead] }
pauses:
  customer: { stops: [resolution], ends: reply }
  meeting: { stops: [resolution, update], ends: appointment }
  everything:
    { stops: [response, containment, resolution, update, level, authority, advice], ends: resume, at most: 1 day }
channels: { video: { title: Video, appointment: true } }
communication:
  - { when: { severity: P1 }, tell: all users, within: 15m, every: 45m }
  - { when: { type: security }, tell: [ion, eva, affected users], at: acknowledge, closing: over }
  - { when: { severity: [P2, P3], impact: all }, tell: [affected users, rotation primary], at: workaround }
  - { when: { category: network }, tell: [requester, lead], at: resolution }
  - { when: { severity: [P1, P4] }, tell: [watchers, assignee], at: opening, closing: over }
  - { when: { tier: gold }, tell: customer contact, at: closing }
templates:
  over: { body: "{title} is over." }
phases:
  detection: { type: incident, within: 0m..15m, owner: lead }
  escalated: { severity: P2 }
  diagnosis: { type: [incident, security], within: 15m..1h, owner: support }
  repair: { type: incident, severity: P1, from: [detection, diagnosis] }
  in-progress: { type: security }
  verification: { type: [incident, security], needed to close: true, within: 1 day, owner: eva }
  report: { severity: [P1, P3], within: 1h..2h }
reopen: 7 days
`;

/** The next version of it: other hours, other people, other promises, and policies with other steps. */
const changed = (before: string) =>
  before
    .replace('mon-fri: ["09:00-18:00"]', 'mon-fri: ["08:00-12:00", "13:00-17:00"], sat: ["10:00-12:00"]')
    .replace('  late: { mon-sat: ["12:00-20:00"] }\n', '')
    .replace('  eva: { name: Eva, email: eva@', '  dan: { name: Dan, email: dan@')
    .replace(/\b(support|all|members): \[([^\]]*)eva/g, '$1: [$2dan')
    .replace('contact: eva', 'contact: ana')
    .replace('emergency: { contacts: [eva, lead] }\n', '')
    .replace('N1: { team: support, response: 1h..2h, calendar: office }', 'N1: { team: support }')
    .replace('lead: ion, response: 2h, escalation: upstairs', 'lead: ana, response: 90m')
    .replace('update: 30m,', 'update: 45m,')
    .replace('resolution: 24h, workaround: counts,', 'resolution: 24h,')
    .replace(/ {2}P4: .*\n/, '')
    .replace('response: 1h..3h', 'response: 2h..3h')
    .replace(/ {2}repair: .*\n/, '')
    .replace('0m..15m', '0m..10m')
    .replace('owner: eva', 'owner: dan')
    .replace('[ion, eva, affected', '[ion, dan, affected')
    .replace('[P1, P4]', '[P1, P3]')
    .replace('calendar: late', 'calendar: office')
    .replace(/ {6}- \{ at: 50% of response, tell: \[lead\], calendar: office \}\n/, '')
    .replace('lapses: 45m', 'lapses: 20m')
    .replace('at: 20m, tell: [ion], calendar: office', 'at: 30m, tell: [assignee]');

export const changedText = changed(text);

/** By version; to be lived through at random. */
export const versions: readonly Rules[] = [shop(() => text), shop(() => changedText)];

/** The same for a real server. */
export const plan = () => shopPlan(() => text);

/** Whether somebody may be told of a type. */
export const mayHear = (type: string, who: string): boolean =>
  type !== 'security' || !['eva', 'dan', 'subscribers'].includes(who);
