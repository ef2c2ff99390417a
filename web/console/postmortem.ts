import type { Hono } from 'hono';
import { html } from 'hono/html';

import type { Desk } from '../../services/desk.ts';
import { asMarkdown } from '../../services/incident/postmortem-text.ts';
import { postmortem } from '../../services/incident/postmortem.ts';
import { answer } from '../page.ts';
import type { Env } from '../session.ts';
import { keepable } from '../typed.ts';

/** What was learned from an incident, in the plan's language, to be read or printed. */
export function postmortemRoute(web: Hono<Env>, desk: Desk): void {
  web.get('/incidents/:reference/postmortem', async (c) => {
    const caller = c.get('caller');
    const one = await postmortem(desk, caller, keepable(c.req.param('reference')));
    const path = `/incidents/${one.reference}`;
    const body = html`<article>
      <p class="crumbs"><a href="/">Incidents</a> / <a href="${path}">${one.reference}</a> / Post-mortem</p>
      <h1>Post-mortem of ${one.reference}</h1>
      <p class="card words" lang="${one.locale}">${asMarkdown(one)}</p>
    </article>`;
    return answer(c, { title: `Post-mortem of ${one.reference}`, body, by: caller.by });
  });
}
