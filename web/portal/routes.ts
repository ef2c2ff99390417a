import type { Context, Hono } from 'hono';

import { ActRefused, UnknownValue } from '../../domain/incident/incident.ts';
import { readRequesterLink } from '../../services/access/links.ts';
import { NotFound } from '../../services/desk.ts';
import type { Desk } from '../../services/desk.ts';
import { act } from '../../services/incident/act.ts';
import { attachment } from '../../services/incident/attachments.ts';
import { follow } from '../../services/incident/follow.ts';
import { idIn } from '../console/attachments.ts';
import { fileAnswer } from '../file.ts';
import { linkIsOld } from '../old-link.ts';
import { answer } from '../page.ts';
import type { Env } from '../session.ts';
import { keyIn, typedIn } from '../typed.ts';
import type { Typed } from '../typed.ts';

import { requestPage } from './request.ts';
import type { Said, Shown } from './request.ts';

/** No longer than what the API takes. */
const longest = 20_000;

/**
 * One's own ticket, by the link in a mail. GET shows, only POST acts: scanners that follow links rate and reopen nothing. The token
 * is all the right there is: no origin is asked for, and the page tells its address to nobody.
 */
export function portalRoutes(web: Hono<Env>, desk: Desk): void {
  web.get('/requests/:token', (c) => page(c, desk, c.req.param('token'), { said: saidIn(c.req.query('done')) }));
  web.get('/requests/:token/rate/:score', (c) =>
    page(c, desk, c.req.param('token'), { score: Number(c.req.param('score')) }),
  );
  web.get('/requests/:token/attachments/:id', async (c) => {
    const link = await readRequesterLink(desk, c.req.param('token'));
    if (link === undefined) return linkIsOld(c);
    return fileAnswer(await attachment(desk, link.caller, link.reference, idIn(c.req.param('id'))));
  });
  for (const verb of ['reply', 'reopen', 'rate'] as const)
    web.post(`/requests/:token/${verb}`, async (c) => {
      const token = c.req.param('token');
      const link = await readRequesterLink(desk, token);
      if (link === undefined) return linkIsOld(c);
      const typed = await typedIn(c);
      const refused = refusal(typed, verb) ?? (await attempt(desk, link, verb, typed));
      if (refused !== undefined) return page(c, desk, token, { said: refused, typed });
      return c.redirect(`/requests/${token}?done=${verb}`, 303);
    });
}

type Verb = 'reply' | 'reopen' | 'rate';
type Link = NonNullable<Awaited<ReturnType<typeof readRequesterLink>>>;

const saidIn = (done: string | undefined): Said | undefined =>
  done === 'reply' || done === 'reopen' || done === 'rate' ? done : undefined;

async function page(c: Context, desk: Desk, token: string, shown: Omit<Shown, 'token'>): Promise<Response> {
  const link = await readRequesterLink(desk, token);
  const ticket = link && (await follow(desk, link.caller, link.reference).catch(unlessGone));
  if (ticket === undefined) return linkIsOld(c);
  const status = shown.typed === undefined ? 200 : shown.said === 'tooLate' ? 409 : 422;
  return answer(c, requestPage(ticket, { ...shown, token }), status);
}

function unlessGone(error: unknown): undefined {
  if (!(error instanceof NotFound)) throw error;
  return undefined;
}

/** What is wrong with what was typed. */
function refusal({ text = '', score = '' }: Typed, verb: Verb): Said | undefined {
  if (text.length > longest) return 'tooLong';
  return (verb === 'rate' ? score : text) === '' ? 'empty' : undefined;
}

/** Undefined once it is done. */
async function attempt(desk: Desk, { caller, reference }: Link, verb: Verb, typed: Typed): Promise<Said | undefined> {
  const asked = { reference, key: keyIn(typed) };
  try {
    // What a survey no longer asks is answered no more, even where the page was opened before.
    const { acts } = await follow(desk, caller, reference);
    if (!acts.includes(verb)) return 'tooLate';
    const { text = '' } = typed;
    if (verb === 'reply') await act(desk, caller, { ...asked, verb, body: { text } });
    else if (verb === 'reopen') await act(desk, caller, { ...asked, verb, body: { reason: text } });
    else
      await act(desk, caller, {
        ...asked,
        verb,
        body: { score: Number(typed['score']), ...(text !== '' && { comment: text }) },
      });
    return undefined;
  } catch (error) {
    if (error instanceof ActRefused || error instanceof UnknownValue || error instanceof NotFound) return 'tooLate';
    throw error;
  }
}
