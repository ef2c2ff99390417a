import { html } from 'hono/html';

import { lettersIn } from '../../language/letters.ts';
import { messagesIn } from '../../language/messages.ts';
import { portalIn } from '../../language/portal.ts';
import type { Portal } from '../../language/portal.ts';
import type { Followed, Happened } from '../../services/incident/follow.ts';
import { sayBytes } from '../file.ts';
import { spoken } from '../old-link.ts';
import type { Html, Page } from '../page.ts';
import { when } from '../time.ts';
import type { Typed } from '../typed.ts';

/** What is said on top: that something is done, or why not. */
export type Said = keyof Portal['done'] | 'tooLate' | 'empty' | 'tooLong';

/** How the page is asked for. */
export interface Shown {
  readonly token: string;
  readonly said?: Said | undefined;
  /** The mark that was clicked in a mail. */
  readonly score?: number | undefined;
  /** What was sent and refused: it is still there. */
  readonly typed?: Typed | undefined;
}

/** The page on which somebody follows their own ticket. */
export function requestPage(ticket: Followed, shown: Shown): Page {
  const say = portalIn(ticket.locale);
  const { reference, title, plan, acts } = ticket;
  return {
    title: `${reference} ${title}`,
    lang: spoken(ticket.locale),
    referrer: 'no-referrer',
    body: html`<article class="narrow">
      <p class="muted">${plan} · ${reference}</p>
      <h1>${title}</h1>
      ${notice(say, shown.said)} ${facts(say, ticket)}
      ${acts.includes('rate') && ticket.survey !== null ? rating(say, ticket, shown) : ''} ${timeline(say, ticket)}
      ${files(say, ticket, shown)} ${acts.includes('reply') ? words(say, 'reply', shown) : ''}
      ${acts.includes('reopen') ? words(say, 'reopen', shown) : ''}
    </article>`,
  };
}

function notice(say: Portal, said: Said | undefined): Html | string {
  if (said === undefined) return '';
  if (said === 'tooLate' || said === 'empty' || said === 'tooLong')
    return html`<p class="notice" role="alert">${say[said]}</p>`;
  return html`<p class="done" role="status">${say.done[said]}</p>`;
}

function facts(say: Portal, ticket: Followed): Html {
  const { status, openedAt, expectation, nextNewsAt, appointment, timezone, locale } = ticket;
  const { labels, statuses } = messagesIn(locale);
  return html`<section class="card">
    <dl class="facts">
      <dt>${labels.status}</dt>
      <dd>${statuses[status]}</dd>
      <dt>${labels.opened}</dt>
      <dd>${when(openedAt, timezone, locale)}</dd>
      ${
        expectation === null && nextNewsAt !== null
          ? html`<dt>${say.nextNews}</dt>
              <dd>${when(nextNewsAt, timezone, locale)}</dd>`
          : ''
      }
      ${
        appointment === null
          ? ''
          : html`<dt>${say.appointment}</dt>
              <dd>
                ${when(appointment.at, timezone, locale)} –
                ${when(appointment.untilAt, timezone, locale)}${
                  appointment.channel === null ? '' : html`, ${appointment.channel}`
                }
              </dd>`
      }
    </dl>
    ${expectation === null ? '' : html`<p>${expectation}</p>`}
  </section>`;
}

const timeline = (say: Portal, { happened, timezone, locale }: Followed): Html =>
  html`<section aria-labelledby="timeline">
    <h2 id="timeline">${say.timeline}</h2>
    <ol class="card rows">
      ${happened.map((one) => entry(say, one, timezone, locale))}
    </ol>
  </section>`;

const files = (say: Portal, { files: all }: Followed, { token }: Shown): Html | '' =>
  all.length === 0
    ? ''
    : html`<section aria-labelledby="files">
        <h2 id="files">${say.files}</h2>
        <ul class="card rows">
          ${all.map(
            (one) =>
              html`<li class="bond">
                <p>
                  <a href="/requests/${token}/attachments/${one.id}">${one.name}</a>
                  <span class="muted">${sayBytes(one.size)}</span>
                </p>
              </li>`,
          )}
        </ul>
      </section>`;

const entry = (say: Portal, { at, kind, by, own, text }: Happened, timezone: string, locale: string): Html =>
  html`<li class="entry">
    <p class="muted">${when(at, timezone, locale)}</p>
    <div>
      <p>
        <strong>${own ? say.you : (by ?? say.support)}</strong>
        <span class="muted">${say.happened[kind] ?? ''}</span>
      </p>
      ${text === null ? '' : html`<blockquote>${text}</blockquote>`}
    </div>
  </li>`;

const again = (): Html => html`<input type="hidden" name="key" value="${crypto.randomUUID()}" />`;

const words = (say: Portal, verb: 'reply' | 'reopen', { token, typed }: Shown): Html =>
  html`<section class="card" aria-labelledby="${verb}">
    <h2 id="${verb}">${say[verb].title}</h2>
    <form class="stack" method="post" action="/requests/${token}/${verb}">
      ${again()}
      <label
        >${say[verb].label}
        <textarea name="text" rows="4" required maxlength="20000">${typed?.['text'] ?? ''}</textarea>
      </label>
      <button class="${verb === 'reply' ? 'primary' : ''}">${say[verb].button}</button>
    </form>
  </section>`;

function rating(say: Portal, { survey, locale }: Followed, { token, score, typed }: Shown): Html {
  const { question, outOf, score: given } = survey!;
  const chosen = score ?? given;
  return html`<section class="card" aria-labelledby="rate">
    <h2 id="rate">${say.rate.title}</h2>
    <form class="stack" method="post" action="/requests/${token}/rate">
      ${again()}
      <fieldset class="marks">
        <legend>${question}</legend>
        ${Array.from({ length: outOf }, (_, index) => index + 1).map(
          (mark) =>
            html`<label
              ><input
                type="radio"
                name="score"
                value="${mark}"
                required
                ${mark === chosen ? 'checked' : ''}
              />${mark}</label
            >`,
        )}
        <p class="muted small">${lettersIn(locale).scale(outOf)}</p>
      </fieldset>
      <label
        >${say.rate.label} <textarea name="text" rows="3" maxlength="20000">${typed?.['text'] ?? ''}</textarea>
      </label>
      <button class="primary">${say.rate.button}</button>
    </form>
  </section>`;
}
