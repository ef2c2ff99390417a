import { html } from 'hono/html';

import type { Metric } from '../../domain/clock.ts';
import { messagesIn } from '../../language/messages.ts';
import { clockName } from '../../language/messages/clock-name.ts';
import type { IncidentView } from '../../services/incident/view.ts';
import type { Choice } from '../../services/plan/show.ts';
import type { Html } from '../page.ts';

const say = messagesIn('en');

/** What a clock is called; one that the plan declares is called as there. */
export const metricName = (metric: Metric, declared: readonly Choice[] = []): string =>
  capital(declared.find(({ id }) => id === metric)?.title ?? clockName(say, metric));

export const statusName = (status: IncidentView['status']): string => say.statuses[status];

export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** Where it stands, at a glance; what needs somebody is marked by a sign and not by colour alone. */
export function badges(incident: IncidentView, { restricted }: { readonly restricted: readonly string[] }): Html {
  const { severity, type, status, hold, snoozedUntil, duplicateOf, level, awaitsRelease, undecidable } = incident;
  return html`<span class="badges">
    <span class="badge strong">${severity}</span>
    ${restricted.includes(type) && html`<span class="badge alarm">⚿ restricted</span>`}
    <span class="badge">${hold !== null && '‖ '}${statusName(status)}</span>
    ${level !== null && html`<span class="badge">${level}</span>`}
    ${undecidable && html`<span class="badge alarm">▲ cannot be decided</span>`} ${inHand(incident)}
    ${snoozedUntil !== null && html`<span class="badge">☾ snoozed</span>`}
    ${awaitsRelease && html`<span class="badge">waits for a release</span>`}
    ${duplicateOf !== null && html`<span class="badge">duplicate of ${duplicateOf}</span>`}
  </span>`;
}

function inHand({ escalated, acknowledgedAt }: IncidentView): Html | '' {
  if (escalated !== null) return html`<span class="badge alarm">▲ escalated</span>`;
  return acknowledgedAt === null ? '' : html`<span class="badge good">✓ acknowledged</span>`;
}
