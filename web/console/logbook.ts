import type { Hono } from 'hono';

import { logbookKinds } from '../../domain/logbook.ts';
import type { LogbookKind } from '../../domain/logbook.ts';
import type { Plan } from '../../domain/plan.ts';
import { Invalid } from '../../services/desk.ts';
import type { Desk } from '../../services/desk.ts';
import { logbook } from '../../services/logbook/show.ts';
import { plans } from '../../services/plan/list.ts';
import { rulesOf } from '../../services/plan/rules.ts';
import { answer } from '../page.ts';
import type { Env } from '../session.ts';
import { keepable } from '../typed.ts';

import { logbookPage } from './logbook-page.ts';
import type { Filters } from './logbook-page.ts';

const shown = 50;

/** The record of what was changed and what has happened, narrowed by a form that needs no script. */
export function logbookRoute(web: Hono<Env>, desk: Desk): void {
  web.get('/logbook', async (c) => {
    const caller = c.get('caller');
    const { cursor, ...typed } = Object.fromEntries(
      Object.entries(c.req.query()).flatMap(([name, text]) => (text === '' ? [] : [[name, keepable(text)]])),
    );
    const own = await plans(desk, caller);
    const known = new Map<string, Plan>();
    for (const { slug, version } of own) known.set(slug, (await rulesOf(desk, desk.db, slug, version)).plan);
    const page = await logbook(desk, caller, { ...wanted(typed), cursor, limit: shown });
    const body = logbookPage(page, typed, known);
    return answer(c, { title: 'Logbook', body, by: caller.by });
  });
}

function wanted({ plan, kind, q, from, until }: Filters) {
  if (kind !== undefined && !(logbookKinds as readonly string[]).includes(kind))
    throw new Invalid(`There is no kind "${kind}" in the logbook: it is one of ${logbookKinds.join(', ')}.`);
  const day = 86_400_000;
  const last = dayOf(until);
  return {
    plan,
    kind: kind as LogbookKind | undefined,
    q,
    from: dayOf(from),
    until: last === undefined ? undefined : last + day,
  };
}

/** A day as browsers write it, in UTC. */
function dayOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const at = /^\d{4}-\d\d-\d\d$/.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(at)) throw new Invalid(`"${text}" is no day: write it like 2027-03-01.`);
  return at;
}
