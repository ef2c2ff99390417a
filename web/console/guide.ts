import type { Hono } from 'hono';
import { html } from 'hono/html';

import { NotFound } from '../../services/desk.ts';
import type { Desk } from '../../services/desk.ts';
import { guide } from '../../services/plan/guide.ts';
import { answer } from '../page.ts';
import type { Env } from '../session.ts';
import { keepable } from '../typed.ts';

/** A runbook or an article, as it is written. */
export function guideRoute(web: Hono<Env>, desk: Desk): void {
  web.get('/plans/:slug/versions/:version/:chapter{runbooks|articles}/:name', async (c) => {
    const { slug, version, chapter, name } = c.req.param();
    if (!/^\d{1,9}$/.test(version)) throw new NotFound(`There is no version ${version} of a plan.`);
    const asked = { slug, version: Number(version), chapter: chapter as 'runbooks' | 'articles', name: keepable(name) };
    const { title, text } = await guide(desk, c.get('caller'), asked);
    const body = html`<article>
      <p class="crumbs"><a href="/">Incidents</a> / ${title}</p>
      <p class="card words">${text}</p>
    </article>`;
    return answer(c, { title, body, by: c.get('caller').by });
  });
}
