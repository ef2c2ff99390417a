import type { Context, Hono } from 'hono';

import { listKeys, revokeKey } from '../services/access/keys.ts';
import { makeKey } from '../services/access/make-key.ts';
import type { MadeKey } from '../services/access/keys.ts';
import { listSessions, revokeSession, signOutEverywhere } from '../services/access/sessions.ts';
import type { Desk } from '../services/desk.ts';

import { accountPage } from './account-page.ts';
import { refusalOf } from './errors.ts';
import type { Refusal } from './errors.ts';
import { answer } from './page.ts';
import { forgetSession } from './session.ts';
import type { Env } from './session.ts';
import { keyIn, typedIn } from './typed.ts';

/** A person's own keys and sessions, and for who administers others, theirs. */
export function accountRoutes(web: Hono<Env>, desk: Desk): void {
  web.get('/account', (c) => pageOf(c));
  // Where one lands who signs in again, or reloads, after a form was sent.
  web.get('/account/*', (c) => c.redirect('/account', 303));
  web.post('/account/keys', async (c) => {
    const typed = await typedIn(c);
    const asked = {
      label: typed['label']?.slice(0, 100) || undefined,
      plan: typed['plan'] || undefined,
      person: typed['person'] || undefined,
    };
    try {
      return await pageOf(c, { made: await makeKey(desk, c.get('caller'), asked, keyIn(typed)) });
    } catch (error) {
      return refused(c, error);
    }
  });
  web.post('/account/keys/:id{[0-9a-f]+}/revoke', (c) => done(c, revokeKey(desk, c.get('caller'), c.req.param('id'))));
  web.post('/account/sessions/:id{[0-9a-f]+}/revoke', (c) =>
    done(c, revokeSession(desk, c.get('caller'), c.req.param('id'))),
  );
  web.post('/account/signout', async (c) => {
    await signOutEverywhere(desk, c.get('caller'));
    forgetSession(c, desk);
    return c.redirect('/signin', 303);
  });

  async function done(c: Context<Env>, doing: Promise<unknown>) {
    try {
      await doing;
    } catch (error) {
      return refused(c, error);
    }
    return c.redirect('/account', 303);
  }

  function refused(c: Context<Env>, error: unknown) {
    const refusal = refusalOf(error);
    if (refusal === undefined) throw error;
    return pageOf(c, { refusal });
  }

  async function pageOf(c: Context<Env>, news: { made?: MadeKey; refusal?: Refusal } = {}) {
    const caller = c.get('caller');
    const [keys, sessions] = await Promise.all([listKeys(desk, caller), listSessions(desk, caller)]);
    const body = accountPage({ caller, keys, sessions, ...news });
    return answer(c, { title: 'My keys and sessions', body, by: caller.by }, news.refusal?.status);
  }
}
