import { dueAt, stateOf } from '../../domain/clock.ts';
import type { Incident } from '../../domain/incident/incident.ts';
import type { Rules } from '../../domain/plan.ts';
import { clockOf, minute, monday, shop } from '../domain/support.ts';

/** A shop that promises all that can be promised. */
export const desk: Rules = shop((text) =>
  text
    .replace('types:', 'clocks:\n  authority: { title: Notice, when: { type: security }, within: 72h }\ntypes:')
    .replace(
      /severities:\n(.*\n){4}/,
      `severities:
  P1: { response: 1h, containment: 2h, resolution: 4h, update: 30m, postmortem: 24h, escalation: critical }
  P2: { response: 4h, resolution: 24h, workaround: counts, escalation: mild }
  P3: { response: 2h, resolution: 9h, calendar: office, escalation: desk }
  P4: { resolution: 10h }
`,
    )
    .replace('N2: { team: lead }', 'N2: { team: lead, response: 2h }\n  N3: { team: lead }')
    .replace(
      'reopen:',
      `pauses:
  customer: { stops: [resolution], ends: reply }
  everything: { stops: [response, containment, resolution, update, level, authority], ends: resume }
reopen:`,
    ),
);

/** When it falls due, ms since the Monday; null while that is not to be foreseen. */
export function due(incident: Incident, metric: string, rules = desk): number | null {
  const clock = latest(incident, metric);
  const at = dueAt(rules.calendars[clock.calendar]!, clock);
  return at === null ? null : at - monday;
}

/** How it stands and when it was broken, in minutes since the Monday. */
export function fate(incident: Incident, metric: string): string {
  const clock = latest(incident, metric);
  const { breachedAt } = clock;
  return breachedAt === null ? stateOf(clock) : `breached @ ${(breachedAt - monday) / minute}m`;
}

export const latest = (incident: Incident, metric: string) =>
  incident.clocks.findLast((one) => one.metric === metric) ?? clockOf(incident, metric);
