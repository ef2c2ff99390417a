import type { Context, Hono } from 'hono';

import { parseSpan } from '../../language/time/span.ts';
import { Invalid } from '../../services/desk.ts';
import type { Desk } from '../../services/desk.ts';
import { schedules } from '../../services/schedule/list.ts';
import { pause, resume } from '../../services/schedule/pause.ts';
import { runSchedule } from '../../services/schedule/run.ts';
import { showSchedule } from '../../services/schedule/show.ts';
import type { Which } from '../../services/schedule/show.ts';
import { refusalOf } from '../errors.ts';
import { answer } from '../page.ts';
import type { Env } from '../session.ts';
import { keepable, keyIn, typedIn } from '../typed.ts';
import type { Typed } from '../typed.ts';

import type { Attempt } from './monitor-page.ts';
import { schedulePage } from './schedule-page.ts';
import { schedulesPage } from './schedules-page.ts';

/** What comes round by itself, one schedule with its history, and forms to begin it now, to pause and to resume it. */
export function scheduleRoutes(web: Hono<Env>, desk: Desk): void {
  web.get('/schedules', async (c) => {
    const caller = c.get('caller');
    const { plan } = c.req.query();
    const all = await schedules(desk, caller, plan ? keepable(plan) : undefined);
    return answer(c, { title: 'Schedules', body: schedulesPage(all, desk.now()), by: caller.by });
  });
  // Its name is of several segments: `reviews/access`.
  web.get('/schedules/:plan/:name{.+}', async (c) => {
    const { verb, ...which } = askedIn(c, c.req.param('name'));
    // Where one lands who signs in again, or reloads, after an act.
    return verb === undefined ? await pageOf(c, which) : c.redirect(pathOf(which), 303);
  });
  web.post('/schedules/:plan/:name{.+}', async (c) => {
    const { verb, ...which } = askedIn(c, c.req.param('name'));
    if (verb === undefined) return c.redirect(pathOf(which), 303);
    const typed = await typedIn(c);
    try {
      await acts[verb](c, which, typed);
    } catch (error) {
      const refusal = refusalOf(error);
      if (refusal === undefined) throw error;
      return pageOf(c, which, { typed, refusal });
    }
    return c.redirect(pathOf(which), 303);
  });

  const acts = {
    pause: (c: Context<Env>, which: Which, typed: Typed) =>
      pause(desk, c.get('caller'), which, pausedFor(typed, desk.now()), keyIn(typed)),
    resume: (c: Context<Env>, which: Which) => resume(desk, c.get('caller'), which),
    run: (c: Context<Env>, which: Which, typed: Typed) => runSchedule(desk, c.get('caller'), which, keyIn(typed)),
  };

  async function pageOf(c: Context<Env>, which: Which, attempt?: Attempt) {
    const caller = c.get('caller');
    const one = await showSchedule(desk, caller, which);
    return answer(c, { title: one.title, body: schedulePage(one, attempt), by: caller.by }, attempt?.refusal.status);
  }
}

type Verb = 'pause' | 'resume' | 'run';

function askedIn(c: Context, path: string): Which & { readonly verb?: Verb } {
  const [, name, verb] = /^(.+)\/(pause|resume|run)$/.exec(path) ?? [];
  const plan = keepable(c.req.param('plan') ?? '');
  return name === undefined ? { plan, name: keepable(path) } : { plan, name: keepable(name), verb: verb as Verb };
}

const pathOf = ({ plan, name }: Which): string =>
  `/schedules/${[plan, ...name.split('/')].map(encodeURIComponent).join('/')}`;

function pausedFor({ for: span = '', reason = '' }: Typed, now: number) {
  if (reason.trim() === '') throw new Invalid('“Why” is empty: please fill it in.');
  if (reason.length > 1000) throw new Invalid('“Why” is longer than 1000 characters.');
  if (span === '') return { reason };
  const read = parseSpan(span);
  if ('problem' in read) throw new Invalid(`“For”: ${read.problem}.`);
  return { reason, until: now + read.value };
}
