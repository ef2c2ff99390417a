import { createHash } from 'node:crypto';

import type { Hono } from 'hono';
import { html } from 'hono/html';

import { ActRefused } from '../domain/incident/incident.ts';
import { messagesIn } from '../language/messages.ts';
import type { Messages } from '../language/messages.ts';
import { clockName } from '../language/messages/clock-name.ts';
import { readAcknowledgeLink } from '../services/access/links.ts';
import { NotFound } from '../services/desk.ts';
import type { Desk } from '../services/desk.ts';
import { act } from '../services/incident/act.ts';
import { show } from '../services/incident/show.ts';
import type { IncidentView } from '../services/incident/view.ts';

import { linkIsOld, spoken } from './old-link.ts';
import { answer } from './page.ts';
import type { Html, Page } from './page.ts';
import type { Env } from './session.ts';
import { when } from './time.ts';

/**
 * The link in a mail: GET asks, only POST acts, for mail scanners follow links. No origin is asked for: the token in the
 * address is all the right there is, and a page that hides its address can't say where it comes from.
 */
export function acknowledgeRoutes(web: Hono<Env>, desk: Desk): void {
  web.get('/acknowledge/:token', async (c) => {
    const found = await behind(desk, c.req.param('token'));
    if (found === undefined) return linkIsOld(c);
    return answer(
      c,
      page(found.incident, (say) =>
        wanted(found.incident) ? question(say, found.incident) : done(say.noNeed(found.incident.reference)),
      ),
    );
  });
  web.post('/acknowledge/:token', async (c) => {
    const token = c.req.param('token');
    const found = await behind(desk, token);
    if (found === undefined) return linkIsOld(c);
    const { caller, incident } = found;
    const did = wanted(incident) && (await acknowledged(desk, caller, incident, token));
    const now = await show(desk, caller, incident.reference);
    return answer(
      c,
      page(now, (say) => done(did ? say.acknowledged(now.reference) : say.noNeed(now.reference))),
    );
  });
}

async function behind(desk: Desk, token: string) {
  const link = await readAcknowledgeLink(desk, token);
  if (link === undefined) return undefined;
  try {
    return { caller: link.caller, incident: await show(desk, link.caller, link.reference) };
  } catch (error) {
    if (error instanceof NotFound) return undefined;
    throw error;
  }
}

type Found = NonNullable<Awaited<ReturnType<typeof behind>>>;

const wanted = ({ acts }: IncidentView): boolean => acts.some(({ verb }) => verb === 'acknowledge');

/** Whether it was this request, or its twin, that acknowledged; false where somebody else was quicker. */
async function acknowledged(
  desk: Desk,
  caller: Found['caller'],
  incident: IncidentView,
  token: string,
): Promise<boolean> {
  const { reference, version } = incident;
  // With the version, for the same link serves again when a promise is broken later.
  const key = createHash('sha256').update(`${token} ${version}`).digest('hex');
  try {
    await act(desk, caller, { reference, verb: 'acknowledge', body: {}, key });
    return true;
  } catch (error) {
    if (error instanceof ActRefused) return false;
    throw error;
  }
}

function page(incident: IncidentView, inner: (say: Messages) => Html): Page {
  const { reference, title, locale } = incident;
  const say = messagesIn(locale);
  return {
    title: `${reference} ${title}`,
    lang: spoken(locale),
    referrer: 'no-referrer',
    body: html`<article class="narrow card">
      <p class="muted">${reference}</p>
      <h1>${title}</h1>
      ${facts(say, incident)} ${inner(say)}
      <p><a href="/incidents/${reference}">${say.show}</a></p>
    </article>`,
  };
}

function facts(say: Messages, incident: IncidentView): Html {
  const { labels, statuses } = say;
  const { severity, status, openedAt, timezone, locale } = incident;
  const due = incident.clocks.filter(({ fulfilledAt, dueAt }) => fulfilledAt === null && dueAt !== null);
  return html`<dl class="facts">
    <dt>${labels.severity}</dt>
    <dd>${severity}</dd>
    <dt>${labels.status}</dt>
    <dd>${statuses[status]}</dd>
    <dt>${labels.opened}</dt>
    <dd>${when(openedAt, timezone, locale)}</dd>
    ${due.map(
      ({ metric, dueAt }) =>
        html`<dt>${labels.due} (${clockName(say, metric)})</dt>
          <dd>${when(dueAt!, timezone, locale)}</dd>`,
    )}
  </dl>`;
}

const question = (say: Messages, { reference }: IncidentView): Html =>
  html`<form method="post">
    <p>${say.confirm(reference)}</p>
    <button class="primary">${say.acknowledge}</button>
  </form>`;

const done = (sentence: string): Html => html`<p class="done" role="status">${sentence}</p>`;
