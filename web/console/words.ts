import { html } from 'hono/html';

import type { Metric } from '../../domain/clock.ts';
import { messagesIn } from '../../language/messages.ts';
import { clockName } from '../../language/messages/clock-name.ts';
import type { IncidentView } from '../../services/incident/view.ts';
import type { Html } from '../page.ts';

const say = messagesIn('en');

export const metricName = (metric: Metric): string => capital(clockName(say, metric));

export const statusName = (status: IncidentView['status']): string => say.statuses[status];

export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** Where it stands, at a glance; what needs somebody is marked by a sign and not by colour alone. */
export const badges = ({ severity, status, escalated, acknowledgedAt, undecidable }: IncidentView): Html =>
  html`<span class="badges">
    <span class="badge strong">${severity}</span>
    <span class="badge">${statusName(status)}</span>
    ${undecidable && html`<span class="badge alarm">▲ cannot be decided</span>`}
    ${escalated !== null && html`<span class="badge alarm">▲ escalated</span>`}
    ${escalated === null && acknowledgedAt !== null && html`<span class="badge good">✓ acknowledged</span>`}
  </span>`;
