import type { Context, Hono } from 'hono';

import { Invalid } from '../../services/desk.ts';
import type { Desk } from '../../services/desk.ts';
import { emergency } from '../../services/emergency/show.ts';
import { test } from '../../services/emergency/test.ts';
import { cancel, override, overrides } from '../../services/on-call/override.ts';
import type { Asked } from '../../services/on-call/override.ts';
import { onCall } from '../../services/on-call/show.ts';
import { plans } from '../../services/plan/list.ts';
import { showPlan } from '../../services/plan/show.ts';
import { refusalOf } from '../errors.ts';
import { answer } from '../page.ts';
import type { Env } from '../session.ts';
import { keyIn, typedIn } from '../typed.ts';
import type { Typed } from '../typed.ts';
import { instantOf } from './fields.ts';

import { onCallPage } from './on-call-page.ts';
import type { Attempt } from './on-call-page.ts';

/** Who is on call, for the coming four weeks, and forms to stand in for somebody. */
export function onCallRoutes(web: Hono<Env>, desk: Desk): void {
  web.get('/on-call', (c) => pageOf(c));
  // Where one lands who signs in again, or reloads, after a form was sent.
  web.get('/on-call/*', (c) => c.redirect('/on-call', 303));
  web.post('/on-call/overrides', async (c) => {
    const typed = await typedIn(c);
    return attempt(c, typed, async () => {
      const zone = (await onCall(desk, c.get('caller'), { plan: typed['plan'] }))[0]?.timezone ?? 'UTC';
      await override(desk, c.get('caller'), asked(typed, zone), keyIn(typed));
    });
  });
  web.post('/on-call/emergency/test', async (c) => {
    const typed = await typedIn(c);
    return attempt(c, typed, () => test(desk, c.get('caller'), typed['plan'] ?? '', keyIn(typed)));
  });
  web.post('/on-call/overrides/:id{[0-9]{1,9}}/cancel', (c) =>
    attempt(c, {}, () => cancel(desk, c.get('caller'), Number(c.req.param('id')))),
  );

  async function attempt(c: Context<Env>, typed: Typed, done: () => Promise<unknown>) {
    try {
      await done();
    } catch (error) {
      const refusal = refusalOf(error);
      if (refusal === undefined) throw error;
      return pageOf(c, { typed, refusal });
    }
    return c.redirect('/on-call', 303);
  }

  async function pageOf(c: Context<Env>, tried?: Attempt) {
    const caller = c.get('caller');
    const [rotations, made, known, contacts] = await Promise.all([
      onCall(desk, caller, {}),
      overrides(desk, caller),
      plans(desk, caller),
      emergency(desk, caller),
    ]);
    const shown = known.filter(({ slug }) => rotations.some(({ plan }) => plan === slug));
    const people = new Map<string, Awaited<ReturnType<typeof showPlan>>['people']>();
    for (const { slug, version } of shown) people.set(slug, (await showPlan(desk, slug, version)).people);
    const body = onCallPage({
      rotations,
      emergency: contacts,
      overrides: made,
      people,
      now: desk.now(),
      attempt: tried,
    });
    return answer(c, { title: 'On call', body, by: caller.by }, tried?.refusal.status);
  }
}

/** What was typed, as an override; times are by the clocks of the plan. */
function asked(typed: Typed, zone: string): Asked {
  const [plan, rotation, person, from, until, reason] = fields.map((name) => typed[name] ?? '') as Six;
  if (person === '') throw new Invalid('“Who” is empty: please choose somebody.');
  if (until === '') throw new Invalid('“Until” is empty: please fill it in.');
  if (reason.length > 1000) throw new Invalid('“Why” is longer than 1000 characters.');
  return {
    plan,
    rotation,
    person,
    until: instantOf('Until', until, zone),
    from: from === '' ? undefined : instantOf('From', from, zone),
    reason: reason || undefined,
  };
}

const fields = ['plan', 'rotation', 'person', 'from', 'until', 'reason'];
type Six = [string, string, string, string, string, string];
