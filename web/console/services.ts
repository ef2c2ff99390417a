import type { Context, Hono } from 'hono';

import { parseSpan } from '../../language/time/span.ts';
import { Invalid } from '../../services/desk.ts';
import type { Desk } from '../../services/desk.ts';
import { degrade } from '../../services/service/degrade.ts';
import { lift } from '../../services/service/lift.ts';
import { modes } from '../../services/service/mode.ts';
import type { Which } from '../../services/service/mode.ts';
import { refusalOf } from '../errors.ts';
import { answer } from '../page.ts';
import type { Env } from '../session.ts';
import { keepable, keyIn, typedIn } from '../typed.ts';
import type { Typed } from '../typed.ts';

import { servicesPage } from './services-page.ts';
import type { Attempt } from './services-page.ts';

/** How services run, and forms to say so. */
export function serviceRoutes(web: Hono<Env>, desk: Desk): void {
  web.get('/services', (c) => pageOf(c));
  // Where one lands who signs in again, or reloads, after a form was sent.
  web.get('/services/*', (c) => c.redirect('/services', 303));
  web.post('/services/:plan/:service/degraded', async (c) => {
    const [which, typed] = [whichIn(c), await typedIn(c)];
    return attempt(c, typed, () => degrade(desk, c.get('caller'), which, asked(desk, typed), keyIn(typed)));
  });
  web.post('/services/:plan/:service/lift', async (c) => {
    const [which, typed] = [whichIn(c), await typedIn(c)];
    return attempt(c, typed, () => lift(desk, c.get('caller'), which, keyIn(typed)));
  });

  async function attempt(c: Context<Env>, typed: Typed, done: () => Promise<unknown>) {
    try {
      await done();
    } catch (error) {
      const refusal = refusalOf(error);
      if (refusal === undefined) throw error;
      const { plan, service } = whichIn(c);
      return pageOf(c, { typed: { ...typed, path: `/services/${plan}/${service}` }, refusal });
    }
    return c.redirect('/services', 303);
  }

  async function pageOf(c: Context<Env>, tried?: Attempt) {
    const caller = c.get('caller');
    const body = servicesPage(await modes(desk, caller), desk.now(), tried);
    return answer(c, { title: 'Services', body, by: caller.by }, tried?.refusal.status);
  }
}

const whichIn = (c: Context): Which => ({
  plan: keepable(c.req.param('plan') ?? ''),
  service: keepable(c.req.param('service') ?? ''),
});

function asked(desk: Desk, { reason = '', for: span = '' }: Typed): { reason: string; until?: number } {
  if (reason === '') throw new Invalid('“Why” is empty: please fill it in.');
  if (reason.length > 1000) throw new Invalid('“Why” is longer than 1000 characters.');
  if (span === '') return { reason };
  const read = parseSpan(span);
  if ('problem' in read) throw new Invalid(`“For”: ${read.problem.replaceAll('`', '"')}.`);
  return { reason, until: desk.now() + read.value };
}
