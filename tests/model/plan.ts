import type { Rules } from '../../domain/plan.ts';
import { shop, shopPlan } from '../domain/support.ts';

/** A shop whose plan promises in every way there is. No escalation policy holds: of lapses, skipped steps and exhaustion the model knows nothing. */
const promising = (text: string): string =>
  text
    .replace('tell: [assignee]', 'tell: [assignee, ion]')
    .replace('tell: [customer contact]', 'tell: [customer contact, ana]')
    .replace(
      'services:',
      `rotations: { primary: { members: [ion, ana, eva], every: 1 day, handoff: "10:30" } }
impacts: [all, one]
categories: [network, database]
clocks:
  authority: { title: Notice, when: { type: security }, within: 72h }
  advice: { title: Advice, when: { severity: P2 }, from: acknowledge, within: 2h }
  lessons: { title: Lessons, when: { impact: all }, from: resolution, within: 2 business days, calendar: office }
targets:
  - { when: { type: task }, response: 1h..3h, calendar: office }
  - { when: { level: N3, severity: P1 }, from: level, response: 45m }
  - { when: { category: database, severity: [P2, P3] }, resolution: 6h..9h, calendar: office }
  - { when: { impact: all }, containment: 90m }
  - { when: { service: app }, from: triage, resolution: 5h }
services:`,
    )
    .replace('types: [incident, security, task]', 'types: { incident: {}, security: { for: [ana, ion] }, task: {} }')
    .replace('N2: { team: lead }', 'N2: { team: lead, response: 2h, escalation: upstairs }\n  N3: { team: lead }')
    .replace(
      /severities:\n(.*\n){4}/,
      `severities:
  P1: { response: 1h, containment: 2h, resolution: 4h, update: 30m, postmortem: 24h, escalation: critical }
  P2: { response: 4h, resolution: 24h, workaround: counts, update: 3h, escalation: mild }
  P3: { response: 8h, resolution: 2 business days, calendar: office, escalation: desk }
  P4: { resolution: 10h, postmortem: { within: 20h, from: opening } }
`,
    )
    .replace(
      'reopen:',
      `  upstairs:
    - { at: opening, tell: [rotation primary, ana], repeat: every 20m until acknowledged, at most: 4 }
    - { at: 50% of level, tell: [lead] }
    - { at: 100% of level, tell: [all, assignee], repeat: every 30m until acknowledged, at most: 2 }
    - { at: 100% of update, tell: [rotation primary, ion] }
pauses:
  customer: { stops: [resolution], ends: reply }
  meeting: { stops: [resolution, update], ends: appointment }
  everything:
    { stops: [response, containment, resolution, update, level, authority, advice], ends: resume, at most: 1 day }
reopen:`,
    )
    .replaceAll(/, escalation: \w+/g, '');

/** To be lived through at random. */
export const rules: Rules = shop(promising);

/** The same for a real server. */
export const plan = () => shopPlan(promising);

/** Whether somebody may be told of a type. */
export const mayHear = (type: string, who: string): boolean => type !== 'security' || who !== 'eva';
