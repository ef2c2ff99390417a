import { html } from 'hono/html';

import type { ContactView, EmergencyView } from '../../services/emergency/show.ts';
import type { Html } from '../page.ts';
import { when } from '../time.ts';
import { onceKey } from './acts.ts';

/** The emergency contacts of a plan in their order, who of them was proven when, and a button that asks them all. */
export const emergencySection = (one: EmergencyView): Html =>
  html`<section aria-labelledby="${one.plan}-emergency">
    <h2 id="${one.plan}-emergency">Emergency contacts <span class="muted">${one.plan}</span></h2>
    <ol class="card rows">
      ${one.contacts.map((contact) => html`<li>${line(contact, one.timezone)}</li>`)}
    </ol>
    ${lastTest(one)} ${one.test !== null && form(one)}
  </section>`;

const line = ({ who, by, description, people, ...hours }: ContactView, zone: string): Html =>
  html`<strong>${who}</strong> ${by.join(', ')} ${description !== null && html`<p class="muted">${description}</p>`}
    ${answers(hours, zone)}
    <ul>
      ${people.length === 0 ? html`<li class="muted">Nobody is behind it now.</li>` : people.map((one) => proof(one, zone))}
    </ul>`;

const proof = ({ name, provenAt }: ContactView['people'][number], zone: string): Html =>
  html`<li>
    ${name}:
    ${provenAt === null ? html`<span class="alarm">▲ never proven</span>` : html`proven ${when(provenAt, zone)}`}
  </li>`;

const answers = ({ answersNow, answersFrom }: Pick<ContactView, 'answersNow' | 'answersFrom'>, zone: string) =>
  !answersNow &&
  html`<p class="muted">
    ${answersFrom === null ? 'Does not answer.' : html`Answers from ${when(answersFrom, zone)}.`}
  </p>`;

const said: Readonly<Record<string, string>> = { met: 'was answered in time', breached: 'was not answered in time' };

function lastTest({ last, test, timezone }: EmergencyView): Html {
  const next = test?.nextAt ?? null;
  return html`<p>
    ${
      last !== null &&
      html`The last test, <a href="/incidents/${last.reference}">${last.reference}</a>,
        ${said[last.state] ?? 'is not answered yet'}. `
    }
    ${next !== null && html`The next one is on ${when(next, timezone)}.`}
  </p>`;
}

const form = ({ plan }: EmergencyView): Html =>
  html`<form method="post" action="/on-call/emergency/test">
    ${onceKey()}
    <input type="hidden" name="plan" value="${plan}" />
    <button aria-label="Test now: the emergency contacts of ${plan}">Test now</button>
  </form>`;
