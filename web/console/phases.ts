import { html } from 'hono/html';

import type { IncidentView } from '../../services/incident/view.ts';
import type { Html } from '../page.ts';
import { away, when } from '../time.ts';

import type { NameOf } from './happenings.ts';
import type { TimelineEvent } from './timeline.ts';

/** The phases of the work, and what is to be done in the one that it is in; nothing where the plan has none for it but its statuses. */
export const phases = ({ phase, phases: all, timezone }: IncidentView, now: number, nameOf: NameOf): Html | '' =>
  all.every(({ status }) => status)
    ? ''
    : html`<section aria-labelledby="phases">
        <h2 id="phases">Phases</h2>
        <ol class="card rows">
          ${all.map(
            (one) =>
              html`<li ${one.state === 'current' ? html`aria-current="step"` : ''}>
                <p>
                  ${one.state === 'current' ? html`<strong>${one.title}</strong>` : one.title}
                  <span class="muted">${states[one.state]}${one.neededToClose && ' · needed to close'}</span>
                </p>
                ${one.state === 'current' && phase !== null && current(phase, timezone, now, nameOf)}
              </li>`,
          )}
        </ol>
      </section>`;

/** What has happened but for the phases that only say again what the status says. */
export const worthTelling = <E extends Pick<TimelineEvent, 'kind' | 'data'>>(
  { phases: all }: IncidentView,
  events: readonly E[],
): readonly E[] =>
  events.filter(({ kind, data }) => kind !== 'phase' || !all.some(({ name, status }) => status && name === data['to']));

const states = { done: '✓ done', current: '▶ now', ahead: 'to come', skipped: 'left out' } as const;

const current = (phase: NonNullable<IncidentView['phase']>, zone: string, now: number, nameOf: NameOf): Html =>
  html`<p class="muted">
      Since ${when(phase.since, zone)}${phase.owner.length > 0 && `, led by ${phase.owner.map(nameOf).join(', ')}`}
    </p>
    ${
      phase.endsAt !== null &&
      html`<p>
        ${phase.overran ? '▲ Should have been done' : 'To be done'} ${away(phase.endsAt, now)},
        ${when(phase.endsAt, zone)}
      </p>`
    }
    ${
      phase.steps.length > 0 &&
      html`<ul>
        ${phase.steps.map((one) => html`<li>${one}</li>`)}
      </ul>`
    }`;
