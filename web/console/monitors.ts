import type { Context, Hono } from 'hono';

import { parseSpan } from '../../language/time/span.ts';
import { Invalid } from '../../services/desk.ts';
import type { Desk } from '../../services/desk.ts';
import { pings, saidBy } from '../../services/heartbeat/pings.ts';
import { monitors } from '../../services/monitor/list.ts';
import { mute, unmute } from '../../services/monitor/mute.ts';
import { runMonitor } from '../../services/monitor/run.ts';
import { showMonitor } from '../../services/monitor/show.ts';
import type { Which } from '../../services/monitor/show.ts';
import { uptimesSeen } from '../../services/uptime/gauges.ts';
import { refusalOf } from '../errors.ts';
import { answer } from '../page.ts';
import type { Env } from '../session.ts';
import { keepable, keyIn, typedIn } from '../typed.ts';
import type { Typed } from '../typed.ts';

import { monitorPage } from './monitor-page.ts';
import type { Attempt } from './monitor-page.ts';
import { monitorsPage } from './monitors-page.ts';
import { pingSection } from './pings.ts';

/** What is watched, one monitor with its last results, and forms to look now, mute and unmute. */
export function monitorRoutes(web: Hono<Env>, desk: Desk): void {
  web.get('/monitors', async (c) => {
    const caller = c.get('caller');
    const { plan, status } = c.req.query();
    const wanted = { plan: plan ? keepable(plan) : undefined, status: status ? keepable(status) : undefined };
    // Who looks for what is down wants nothing else.
    const uptimes = wanted.status === undefined ? await uptimesSeen(desk, caller) : [];
    const own = uptimes.filter((one) => one.plan === (wanted.plan ?? one.plan));
    const body = monitorsPage(await monitors(desk, caller, wanted), own, wanted.status, desk.now());
    return answer(c, { title: 'Monitors', body, by: caller.by });
  });
  web.get('/monitors/:plan/:kind/:name', (c) => pageOf(c, whichIn(c)));
  web.get('/monitors/:plan/heartbeat/:name/pings/:id{[0-9]{1,15}}', async (c) => {
    const [plan, name] = [keepable(c.req.param('plan')), keepable(c.req.param('name'))];
    return c.text(await saidBy(desk, c.get('caller'), plan, name, Number(c.req.param('id'))));
  });
  // Where one lands who signs in again, or reloads, after an act.
  web.get('/monitors/:plan/:kind/:name/:verb', (c) => c.redirect(pathOf(whichIn(c)), 303));
  web.post('/monitors/:plan/:kind/:name/:verb{mute|unmute|run}', async (c) => {
    const typed = await typedIn(c);
    const which = whichIn(c);
    try {
      await acts[c.req.param('verb') as keyof typeof acts](c, which, typed);
    } catch (error) {
      const refusal = refusalOf(error);
      if (refusal === undefined) throw error;
      return pageOf(c, which, { typed, refusal });
    }
    return c.redirect(pathOf(which), 303);
  });

  const acts = {
    mute: (c: Context<Env>, which: Which, typed: Typed) =>
      mute(desk, c.get('caller'), which, mutedFor(typed, desk.now()), keyIn(typed)),
    unmute: (c: Context<Env>, which: Which) => unmute(desk, c.get('caller'), which),
    run: (c: Context<Env>, which: Which) => runMonitor(desk, c.get('caller'), which),
  };

  async function pageOf(c: Context<Env>, which: Which, attempt?: Attempt) {
    const caller = c.get('caller');
    const one = await showMonitor(desk, caller, which);
    const heard = which.kind === 'heartbeat' ? await pings(desk, caller, which.plan, which.name) : [];
    const body = monitorPage(one, pingSection(heard, pathOf(which), one.timezone), desk.now(), attempt);
    return answer(c, { title: one.title, body, by: caller.by }, attempt?.refusal.status);
  }
}

const whichIn = (c: Context): Which => {
  const [plan, kind, name] = ['plan', 'kind', 'name'].map((part) => keepable(c.req.param(part) ?? '')) as Three;
  return { plan, kind, name };
};
type Three = [string, string, string];

const pathOf = ({ plan, kind, name }: Which): string =>
  `/monitors/${[plan, kind, name].map(encodeURIComponent).join('/')}`;

function mutedFor({ for: span = '', reason = '' }: Typed, now: number) {
  if (span === '') throw new Invalid('“For” is empty: please fill it in.');
  const read = parseSpan(span);
  if ('problem' in read) throw new Invalid(`“For”: ${read.problem}.`);
  if (reason.length > 1000) throw new Invalid('“Why” is longer than 1000 characters.');
  return { until: now + read.value, reason: reason || undefined };
}
