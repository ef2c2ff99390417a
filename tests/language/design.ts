/** The plan that the design shows. */
export const designPlan = `guardia: 1
plan: transport            # slug
title: Transport SaaS
reference: TRA             # TRA-1, TRA-2 …
locale: ro
timezone: Europe/Bucharest

calendars:
  office:   { mon-fri: ["09:00-18:00"], holidays: RO }
  weekdays: { mon-fri: ["00:00-24:00"], holidays: RO }

people:    { ana: { name: Ana Pop, email: ana@transport.example }, ion: { name: Ion, email: ion@transport.example } }
roles:     { tech-lead: [ana], support: [ion, ana], stakeholders: [ana] }
rotations: { primary: { members: [ana, ion], every: 1 week, handoff: mon 09:00 } }
channels:  { email: {}, chat: {}, phone: {} }
levels:    { N1: {} }
runbooks:  { RB-005: runbooks/transport/RB-005.md }
customers: { acme: { domains: [acme.example], tier: premium, contact: ana } }

severities:
  P1: { title: Critical, response: 1h, resolution: 4h, escalation: critical, update: 30m, postmortem: 24h, runbook: RB-005 }
  P2: {}
  P3: { title: Mediu, response: 24h, resolution: 3 business days, calendar: weekdays }
tiers:
  premium: { response: 4h, resolution: 24h, channels: [email, chat, phone] }
targets:
  - { when: { level: N1 }, from: level, response: 2h..4h, calendar: office }
combine: strictest

escalation:
  critical:
    - { at: 50% of response, tell: [rotation primary] }
    - { at: 100% of response, tell: [tech-lead], repeat: every 15m until acknowledged, at most: 3 }

checks:      { api: { every: 5m, http: "\${APP_URL}/api/health", under: 3s, fails: 3, opens: P1 } }
heartbeats:   { nightly: { every: 1 day, grace: 30m, key: "\${NIGHTLY_KEY}", opens: P2 } }
integrations: { prometheus: { kind: alertmanager, key: "\${PROMETHEUS_KEY}", severity: P2 } }
backups:
  database:  { every: day 03:00, driver: pg_dump, keep: { daily: 30d, weekly: 3 months, monthly: 1 year }, rpo: 1h, restore test: monthly }
maintenance: { window: { sun: "02:00-04:00" }, kinds: { minor: { every: 2 weeks, lasts: 1h, notice: 48h } } }
procedures:
  rollback:
    steps:
      - { decide: Roll back?, owner: tech-lead, within: 15m }
      - { run: [./revert.sh], within: 5m }
      - { check: api, within: 10m }
      - { tell: stakeholders }
objectives:  { uptime: 99.5%, first response: 4h, csat: 4.5 }
`;
