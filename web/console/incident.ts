import { html } from 'hono/html';

import type { Verb } from '../../domain/incident/lifecycle.ts';
import type { AttachmentView } from '../../services/incident/attachments.ts';
import type { IncidentView } from '../../services/incident/view.ts';
import type { Changed } from '../../services/desk.ts';
import type { Refusal } from '../errors.ts';
import type { Html, Page } from '../page.ts';
import { away, when } from '../time.ts';
import type { Typed } from '../typed.ts';

import { acts } from './acts.ts';
import { files } from './attachments.ts';
import { belongings } from './belongings.ts';
import type { TakingPart } from './belongings.ts';
import { choicesFor } from './choices.ts';
import type { PlanShown } from './choices.ts';
import { clocks } from './clocks.ts';
import { facts } from './facts.ts';
import { happening } from './happenings.ts';
import type { NameOf } from './happenings.ts';
import { notifications } from './notifications.ts';
import type { Told } from './notifications.ts';
import { runsOfTicket } from './incident-runs.ts';
import type { TicketRun } from './incident-runs.ts';
import { phases, worthTelling } from './phases.ts';
import { standing } from './standing.ts';
import { timeline } from './timeline.ts';
import type { TimelineEvent } from './timeline.ts';
import { badges, capital } from './words.ts';

/** An act that was refused, with what was typed for it. */
export interface Attempt {
  readonly verb: Verb;
  readonly typed: Typed;
  readonly refusal: Refusal;
  /** What others did meanwhile. */
  readonly since: Changed['since'];
}

/** What is shown of an incident. */
export interface Shown {
  readonly incident: IncidentView;
  readonly events: readonly TimelineEvent[];
  readonly notifications: readonly Told[];
  readonly people: readonly TakingPart[];
  readonly plan: PlanShown;
  readonly runs: readonly TicketRun[];
  readonly files: readonly AttachmentView[];
  readonly now: number;
  /** Where Temporal shows its workflow. */
  readonly workflow: string | undefined;
  readonly attempt: Attempt | undefined;
}

/** One incident with all there is to know of it and to do about it. */
export function incidentPage(shown: Shown): Page {
  const { incident, events, people, plan, now, attempt } = shown;
  const { reference, title, description, timezone } = incident;
  const nameOf = (id: string | null) => nameIn(shown, id);
  const seen = events.at(-1)?.seq ?? 0;
  const choices = choicesFor(incident, plan);
  const typed = attempt && { verb: attempt.verb, values: attempt.typed };
  const body = html`<article>
    <p class="crumbs"><a href="/">Incidents</a> / ${reference}</p>
    <h1>${title}</h1>
    <p>${badges(incident, plan)}</p>
    ${attempt !== undefined && notice(attempt, nameOf, timezone)} ${standing(incident, plan, events, nameOf, now)}
    ${next(incident, now)}
    <div class="columns">
      <div>
        ${acts(incident, { choices, now, seen, typed })} ${clocks(incident, plan, now)} ${phases(incident, now, nameOf)}
        ${runsOfTicket(incident, shown.runs, { choices, now, nameOf })}
        ${
          description !== null &&
          html`<section aria-labelledby="description">
            <h2 id="description">Description</h2>
            <p class="card words">${description}</p>
          </section>`
        }
        ${files(reference, shown.files, timezone)} ${belongings(incident, people, nameOf, { seen })}
        ${timeline(worthTelling(incident, events), timezone, nameOf)}
        ${notifications(shown.notifications, events, timezone, nameOf)}
      </div>
      ${facts(incident, plan, nameOf, shown.workflow)}
    </div>
  </article>`;
  return { title: `${reference} ${title}`, body };
}

const notice = ({ refusal, since }: Attempt, nameOf: NameOf, zone: string): Html =>
  html`<div class="notice" role="alert">
    <p>${refusal.message}</p>
    ${
      since.length > 0 &&
      html`<ul>
          ${since.map((one) => html`<li>${happening(one, nameOf, zone)} by ${nameOf(one.by)}</li>`)}
        </ul>
        <p>What you typed is still there: send it again if it still holds.</p>`
    }
  </div>`;

const next = ({ next: coming, timezone }: IncidentView, now: number): Html =>
  coming === null
    ? html`<p class="muted">It waits for a person.</p>`
    : html`<p>
        Next, if nobody acts: <strong>${capital(coming.what)}</strong> ${away(coming.at, now)},
        ${when(coming.at, timezone)}.
      </p>`;

function nameIn({ plan, people, incident: { requester } }: Shown, id: string | null): string {
  if (id === null) return 'Guardia';
  if (id === 'admin') return 'an administrator';
  if (id === 'mail') return 'mail';
  if (id === 'requester') return called(requester, 'the requester');
  if (id.startsWith('participant:'))
    return called(
      people.find((one) => id === `participant:${one.id}`),
      'somebody',
    );
  return plan.people.find((one) => one.id === id)?.title ?? id;
}

const called = (who: { name?: string | null; email?: string | null } | null | undefined, otherwise: string): string =>
  who?.name ?? who?.email ?? otherwise;
