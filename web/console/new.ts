import type { Context, Hono } from 'hono';
import { html } from 'hono/html';

import { Invalid } from '../../services/desk.ts';
import type { Desk } from '../../services/desk.ts';
import { open } from '../../services/incident/open.ts';
import { plans } from '../../services/plan/list.ts';
import { showPlan } from '../../services/plan/show.ts';
import { refusalOf } from '../errors.ts';
import type { Refusal } from '../errors.ts';
import { answer } from '../page.ts';
import type { Html } from '../page.ts';
import type { Env } from '../session.ts';
import { keepable, keyIn, typedIn } from '../typed.ts';
import type { Typed } from '../typed.ts';

import { newForm, reportOf } from './new-form.ts';
import type { Under } from './new-form.ts';

/** A new ticket, by whoever takes a call or sees something for themselves. */
export function newRoutes(web: Hono<Env>, desk: Desk): void {
  web.get('/incidents/new', async (c) => {
    const known = await plans(desk, c.get('caller'));
    const asked = keepable(c.req.query('plan') ?? '');
    const one = known.length === 1 ? known[0] : known.find(({ slug }) => slug === asked);
    return one === undefined ? page(c, choice(known)) : pageOf(c, await under(one), c.req.query());
  });
  web.post('/incidents/new', async (c) => {
    const caller = c.get('caller');
    const typed = await typedIn(c);
    const one = (await plans(desk, caller)).find(({ slug }) => slug === typed['plan']);
    if (one === undefined) throw new Invalid('There is no such plan: choose another.');
    const plan = await under(one);
    try {
      const { reference } = await open(desk, caller, reportOf(plan, typed), keyIn(typed));
      return c.redirect(`/incidents/${reference}`, 303);
    } catch (error) {
      const refusal = refusalOf(error);
      if (refusal === undefined) throw error;
      return pageOf(c, plan, typed, refusal);
    }
  });

  type Known = Awaited<ReturnType<typeof plans>>[number];
  const under = async ({ slug, title, version }: Known): Promise<Under> => ({
    id: slug,
    title,
    plan: await showPlan(desk, slug, version),
  });
  const pageOf = (c: Context<Env>, plan: Under, typed: Typed, refusal?: Refusal) =>
    page(
      c,
      html`<p class="muted">${plan.title}</p>
        ${newForm(plan, typed, desk.now(), refusal)}`,
      refusal?.status,
    );
}

const choice = (known: readonly { readonly slug: string; readonly title: string }[]): Html =>
  html`<p>Under which plan?</p>
    <ul class="card rows">
      ${known.map(({ slug, title }) => html`<li class="bond"><a href="/incidents/new?plan=${slug}">${title}</a></li>`)}
    </ul>`;

function page(c: Context<Env>, inner: Html, status?: Refusal['status']): Response | Promise<Response> {
  const body = html`<article class="narrow">
    <p class="crumbs"><a href="/">Incidents</a> / New</p>
    <h1>New incident</h1>
    ${inner}
  </article>`;
  return answer(c, { title: 'New incident', body, by: c.get('caller').by }, status);
}
