import { planWith } from '../language/plans.ts';

/** What the chapters of the documentation refer to, each chapter as short as can be. */
const shop = `calendars: { office: { mon-fri: "09:00-18:00" }, weekdays: { mon-fri: "00:00-24:00" } }
people: { ana: { name: Ana, email: ana@shop.example }, ion: { name: Ion, email: ion@shop.example } }
roles: { support: [ion, ana], tech-lead: ana, management: ana }
rotations: { primary: { members: [ana, ion], every: 1 week } }
emergency: { contacts: [ana] }
services: { web: {}, database: {}, payments: {} }
types: [incident, request, question, security, task]
tiers: { premium: {} }
categories: [login, billing]
impacts: [everybody, one]
severities: { P1: { response: 1h, resolution: 4h }, P2: { response: 4h }, P3: {} }
escalation: { urgent: [{ at: opening, tell: support }] }
channels: { email: {}, phone: {}, status-page: {} }
templates: { incident-opened: { body: Opened }, incident-resolved: { body: Solved } }
surveys: { csat: { after: closing } }
checks: { api: { every: 5m, http: "https://shop.example" } }
integrations: { monitoring: { kind: alertmanager }, chat: { kind: slack }, text: { kind: sms } }
backups: { database: { every: day 01:30, restore test: month }, files: { every: 4h, restore test: month } }
procedures:
  rollback: { steps: [{ do: Roll back, owner: ana }] }
  disaster-recovery: { steps: [{ do: Recover, owner: ana }] }
runbooks: { RB-001: runbooks/shop/one.md }
articles: { login: articles/shop/login.md }
environments: { sandbox: {} }
`;

/** A sample as a plan: itself, or the shop with its chapters in the place of the shop's own. */
export function planOf(sample: string): string {
  if (/^guardia:/m.test(sample)) return sample;
  const own = new Set(chaptersIn(sample).map(nameOf));
  return planWith([...chaptersIn(shop).filter((chapter) => !own.has(nameOf(chapter))), sample].join(''));
}

const chaptersIn = (text: string): readonly string[] => text.split(/^(?=[a-z])/m);
const nameOf = (chapter: string): string => chapter.slice(0, chapter.indexOf(':'));
