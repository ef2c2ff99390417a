/** One mistake is one finding: what follows from it only is not said. */
import { expect, test } from 'vitest';

import { allFindingsIn, planWith } from './plans.ts';

const found = (chapters: string): readonly string[] =>
  allFindingsIn(planWith(chapters))
    .filter(({ severity, accepted }) => severity !== 'note' && accepted === undefined)
    .map(({ rule, path }) => `${rule} ${path}`);

const escalation = 'escalation: { help: [{ at: opening, tell: ana }, { at: 80% of resolution, tell: ana }] }\n';
const backup = (rest: string): string =>
  `services: { db: {} }\nbackups: { db: { service: db, every: day 03:00, keep: 30 days, ${rest} } }\n`;

test.each([
  [
    'a target that cannot be read still promises',
    `severities: { P1: { response: 1h, resolution: soon, escalation: help } }\n${escalation}`,
    'time severities.P1.resolution',
  ],
  [
    'so does one of a tier',
    `severities: { P1: { response: 1h, escalation: help } }\ntiers: { gold: { resolution: soon } }\n${escalation}`,
    'time tiers.gold.resolution',
  ],
  ['a misspelt key of a backup may be its test', backup('restore-test: month'), 'unknown-key backups.db.restore-test'],
  ['a calendar whose hours cannot be read opens', 'calendars: { office: { mon: 9-18 } }', 'hours calendars.office.mon'],
  [
    'a service that is wrong elsewhere keeps its uptime',
    'severities: { P1: { resolution: 4h } }\nservices: { web: { uptime: 99.9%, critical: yes } }\nobjectives: { uptime: 99.9% }',
    'wrong-type services.web.critical',
  ],
  [
    'a step that cannot be read moves no other',
    `roles: { a: [] }\nescalation: { help: [{ at: soon, tell: ana }, { at: 150% of response, tell: ana }] }`,
    'time escalation.help.0.at',
  ],
  [
    'an acceptance beside an error is kept',
    'services:\n  # accept uptime-below-one-incident: it is rare\n  web: { uptime: 99.9%, critical: yes }\n',
    'wrong-type services.web.critical',
  ],
  [
    'names that are hidden behind one that is said twice are not missed',
    'people: { ana: { name: Ana, email: ana@shop.example }, ana: { name: Ion, email: ion@shop.example } }\nroles: { support: ion }',
    'duplicate-key people.ana',
  ],
])('%s', (_, chapters, finding) =>
  expect(found(chapters).filter((one) => !one.startsWith('unused-'))).toEqual([finding]),
);

test('a chapter that is misspelt, or not there, has the names that are looked for', () => {
  const plan = planWith(`${escalation}checks: { web: { every: 5m, http: "https://a.example", opens: P1 } }\n`);
  const misspelt = plan.replace('severities:', 'severity:');
  expect(allFindingsIn(misspelt).filter(({ severity }) => severity === 'error')).toMatchObject([
    { rule: 'unknown-key', message: '`severity` is not a key here; did you mean `severities`?' },
  ]);
  const absent = plan.replace(/severities:\n.*\n/, '');
  expect(allFindingsIn(absent).filter(({ severity }) => severity === 'error')).toMatchObject([
    { rule: 'missing', path: 'severities' },
  ]);
});

test('names are still looked up in an entry that is wrong elsewhere', () =>
  expect(found('services: { web: { critical: yes, depends on: wep } }')).toEqual([
    'wrong-type services.web.critical',
    'unknown-service services.web.depends on',
  ]));

test('a rotation that is told without its word is suggested with it', () => {
  const rotation =
    'rotations: { primary: { members: [ana], every: 1 week, handoff: mon 09:00, starts: 2026-11-23 } }\n';
  const first = allFindingsIn(planWith(`${rotation}escalation: { help: [{ at: opening, tell: primary }] }`)).find(
    ({ rule }) => rule === 'unknown-recipient',
  );
  expect(first?.message).toMatch(/did you mean `rotation primary`\?$/);
});
