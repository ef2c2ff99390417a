import { html } from 'hono/html';

import type { timeline as read } from '../../services/incident/show.ts';
import type { Html } from '../page.ts';
import { late, when } from '../time.ts';

import { happening } from './happenings.ts';
import type { NameOf } from './happenings.ts';

export type TimelineEvent = Awaited<ReturnType<typeof read>>[number];

/** What has happened, the oldest first: when, who, what, and what they said. */
export const timeline = (events: readonly TimelineEvent[], zone: string, nameOf: NameOf): Html =>
  html`<section aria-labelledby="timeline">
    <h2 id="timeline">Timeline</h2>
    <ol class="card rows">
      ${events.map((one) => entry(one, zone, nameOf))}
    </ol>
  </section>`;

const entry = (event: TimelineEvent, zone: string, nameOf: NameOf): Html =>
  html`<li class="entry ${event.kind}" id="event-${event.seq}">
    <p class="muted">${when(event.at, zone)}</p>
    <div>
      <p>${happening(event, nameOf, zone)} <span class="muted">by ${nameOf(event.by)}</span></p>
      ${Object.entries(event.text ?? {}).map(([name, words]) => said(name, words))}
      ${event.dueAt !== null && html`<p class="muted small">Due ${when(event.dueAt, zone)}, ${late(Math.max(0, event.at - event.dueAt))}</p>`}
    </div>
  </li>`;

const labels: Readonly<Record<string, string>> = {
  cause: 'Cause',
  rootCause: 'Root cause',
  factors: 'What contributed',
  lessons: 'Lessons',
  actions: 'What will be done',
};

const said = (name: string, words: string): Html =>
  html`<blockquote>${labels[name] !== undefined && html`<strong>${labels[name]}:</strong> `}${words}</blockquote>`;
