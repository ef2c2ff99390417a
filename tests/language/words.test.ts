import { expect, test } from 'vitest';
import { planWith, rulesIn } from './plans.ts';

/** One rule: its finding (rule, path), a plan that breaks it and its neighbour that does not. */
type Case = readonly [finding: string, bad: string, good: string];

const role = 'roles: { support: [ana] }\n';
const severity = (rest: string): string => `severities: { P1: { response: 1h, ${rest} } }\n`;
const step = (rest: string): string => `${role}escalation: { help: [{ ${rest} }] }\n`;
const office = (rest: string): string => `calendars: { office: { ${rest} } }\n`;
const words: readonly Case[] = [
  ['unknown-key severities.P1.runbok', severity('runbok: RB-1'), severity('title: Critical')],
  ['missing customers.acme', 'customers: { acme: {} }', 'customers: { acme: { domains: acme.example } }'],
  ['wrong-type severities.P1.resolution', severity('resolution: 4'), severity('resolution: 4h')],
  ['time severities.P1.resolution', severity('resolution: 4 hrs'), severity('resolution: 4 hours')],
  [
    'time-zone calendars.office.timezone',
    office('timezone: Europe/Bucarest, mon: "09:00-17:00"'),
    office('timezone: Asia/Kolkata, mon: "09:00-17:00"'),
  ],
  [
    'time-zone calendars.office.timezone',
    office('timezone: "+02:00", mon: "09:00-17:00"'),
    office('timezone: UTC, mon: "09:00-17:00"'),
  ],
  ['hours calendars.office.mon', office('mon: "22:00-06:00"'), office('mon: "22:00-24:00", tue: "00:00-06:00"')],
  [
    'hours calendars.office.mon',
    office('mon: ["09:00-13:00", "12:00-14:00"]'),
    office('mon: ["09:00-13:00", "13:00-14:00"]'),
  ],
  [
    'hours calendars.office.mon-fri',
    office('wed: "09:00-13:00", mon-fri: "09:00-17:00"'),
    office('wed: "09:00-13:00", thu-fri: "09:00-17:00"'),
  ],
  ['unknown-key calendars.office.monday', office('monday: "09:00-13:00"'), office('mon: "09:00-13:00"')],
  [
    'date calendars.office.closed.0',
    office('closed: [2027-02-29], mon: "09:00-13:00"'),
    office('closed: [2028-02-29], mon: "09:00-13:00"'),
  ],
  [
    'date calendars.office.special.24-12-2026',
    office('special: { 24-12-2026: "09:00-12:00" }'),
    office('special: { 2026-12-24: "09:00-12:00" }'),
  ],
  [
    'holidays calendars.office.holidays',
    office('mon: "09:00-13:00", holidays: Romania'),
    office('mon: "09:00-13:00", holidays: RO'),
  ],
  [
    'holidays calendars.office.holidays',
    office('mon: "09:00-13:00", holidays: { country: DE, state: XX }'),
    office('mon: "09:00-13:00", holidays: { country: DE, state: BY }'),
  ],
  [
    'email people.ana.email',
    'people: { ana: { name: Ana, email: ana at shop } }',
    'people: { ana: { name: Ana, email: ana@shop.example } }',
  ],
  [
    'domain customers.a.domains.0',
    'customers: { a: { domains: ["@acme"] } }',
    'customers: { a: { domains: [acme.example] } }',
  ],
  ['name roles.tech lead', 'roles: { tech lead: [ana] }', 'roles: { tech-lead: [ana] }'],
  ['text services.api.title', 'services: { api: { title: " " } }', 'services: { api: { title: API } }'],
  ['wrong-value combine', 'combine: weakest', 'combine: strictest'],
  ['wrong-value severities', 'severities: {}', ''],
  ['wrong-value types', 'types: []', 'types: [incident]'],
  ['wrong-value targets.0', 'targets: [{ when: {} }]', 'targets: [{ when: {}, response: 1h }]'],
  [
    'wrong-value escalation.help.0',
    step('at: opening, tell: ana, repeat: every 15m until acknowledged'),
    step('at: opening, tell: ana, repeat: every 15m until acknowledged, at most: 3'),
  ],
  ['wrong-value escalation.help.0', step('at: opening, tell: ana, at most: 3'), step('at: opening, tell: ana')],
  [
    'wrong-value escalation.help.0.at most',
    step('at: opening, tell: ana, repeat: every 15m until acknowledged, at most: 0'),
    step('at: opening, tell: ana, repeat: every 15m until acknowledged, at most: 1'),
  ],
  ['wrong-value escalation.help.0.tell', step('at: opening, tell: []'), step('at: opening, tell: ana')],
];

test.each(words)('%s', (finding, bad, good) => {
  expect(rulesIn(planWith(bad))).toEqual([finding]);
  expect(rulesIn(planWith(good))).toEqual([]);
});

test.each([
  ['guardia: 2', 'wrong-value'],
  ['plan: My Shop', 'name'],
  ['reference: sho', 'reference'],
  ['locale: klingon-xx', 'locale'],
  ['timezone: Mars/Base', 'time-zone'],
])('the head: %s', (line, rule) => {
  const key = line.split(':')[0]!;
  const text = planWith().replace(new RegExp(`^${key}: .*$`, 'm'), line);
  expect(rulesIn(text)).toEqual([`${rule} ${key}`]);
  expect(rulesIn(planWith().replace(new RegExp(`^${key}: .*\n`, 'm'), ''))).toEqual([`missing ${key}`]);
});
