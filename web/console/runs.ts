import type { Context, Hono } from 'hono';

import { runActs } from '../../domain/procedure/acts.ts';
import type { RunVerb } from '../../domain/procedure/acts.ts';
import { Invalid, NotFound } from '../../services/desk.ts';
import type { Desk } from '../../services/desk.ts';
import { actOnRun } from '../../services/procedure/act.ts';
import { startAsked } from '../../services/procedure/ask.ts';
import { evidenceFile } from '../../services/procedure/evidence.ts';
import { find } from '../../services/procedure/finding.ts';
import { procedures, runs } from '../../services/procedure/list.ts';
import { runEvents, runJobs, showRun } from '../../services/procedure/show.ts';
import type { RunView } from '../../services/procedure/view.ts';

import { showPlan } from '../../services/plan/show.ts';
import { refusalOf } from '../errors.ts';
import type { Refusal } from '../errors.ts';
import { fileAnswer } from '../file.ts';
import { answer } from '../page.ts';
import type { Env } from '../session.ts';
import { filesIn, keepable, keyIn, typedIn } from '../typed.ts';
import type { Typed } from '../typed.ts';

import { idIn } from './attachments.ts';
import { runBodyOf } from './run-fields.ts';
import { runPage } from './run-page.ts';
import { anchorOf } from './run-step.ts';
import type { RunShown } from './run-page.ts';
import { beginPage, proceduresPage, runsPage, runStatuses } from './runs-page.ts';
import type { RunFilters } from './runs-page.ts';

/** What can be begun, a form to begin it, runs, and one run with what can be done in it. */
export function runRoutes(web: Hono<Env>, desk: Desk): void {
  procedureRoutes(web, desk);
  web.get('/runs', async (c) => {
    const caller = c.get('caller');
    const { cursor, ...filters } = filtersIn(c.req.query());
    const page = await runs(desk, caller, { ...filters, cursor, limit: 50 });
    const body = runsPage(page, filters, await procedures(desk, caller));
    return answer(c, { title: 'Runs', body, by: caller.by });
  });
  web.get('/runs/:reference', (c) => pageOf(c, c.req.param('reference')));
  web.get('/runs/:reference/files/:id', async (c) => {
    const { reference, id } = c.req.param();
    return fileAnswer(await evidenceFile(desk, c.get('caller'), keepable(reference), idIn(id)));
  });
  // Where one lands who signs in again, or reloads, after an act.
  web.get('/runs/:reference/:verb', (c) => c.redirect(pathOf(c.req.param('reference')), 303));
  web.post('/runs/:reference/:verb', async (c) => {
    const [caller, verb] = [c.get('caller'), verbOf(c.req.param('verb'))];
    const typed = await typedIn(c);
    const run = await showRun(desk, caller, keepable(c.req.param('reference')));
    const { reference, timezone } = run;
    try {
      const asked = { reference, key: keyIn(typed), body: runBodyOf(verb, typed, timezone) };
      if (verb === 'finding') await find(desk, caller, asked);
      else await actOnRun(desk, caller, { ...asked, verb, files: withFiles.includes(verb) ? await filesIn(c) : [] });
    } catch (error) {
      const refusal = refusalOf(error);
      if (refusal === undefined) throw error;
      return pageOf(c, reference, { verb, typed, refusal });
    }
    return c.redirect(afterwards(run, typed), 303);
  });

  async function pageOf(c: Context<Env>, text: string, attempt?: RunShown['attempt']) {
    const caller = c.get('caller');
    const run = await showRun(desk, caller, keepable(text));
    const [events, jobs, plan] = await Promise.all([
      runEvents(desk, caller, run.reference),
      runJobs(desk, caller, run.reference),
      showPlan(desk, run.plan, run.planVersion),
    ]);
    const page = runPage({ run, events, jobs, plan, now: desk.now(), attempt });
    return answer(c, { ...page, by: caller.by }, attempt?.refusal.status);
  }
}

function procedureRoutes(web: Hono<Env>, desk: Desk): void {
  web.get('/procedures', async (c) => {
    const caller = c.get('caller');
    const body = proceduresPage(await procedures(desk, caller));
    return answer(c, { title: 'Procedures', body, by: caller.by });
  });
  web.get('/procedures/:plan/:name{.+}', (c) => pageOf(c, c.req.query()));
  web.post('/procedures/:plan/:name{.+}', async (c) => {
    const typed = await typedIn(c);
    const { plan, name } = await asked(c);
    const answers = Object.entries(typed).flatMap(([key, value]) =>
      key.startsWith('answers.') ? [[key.slice('answers.'.length), value]] : [],
    );
    const incident = typed['incident'] || undefined;
    const start = { plan, procedure: name, answers: Object.fromEntries(answers) as Typed, incident };
    try {
      const { reference } = await startAsked(desk, c.get('caller'), start, keyIn(typed));
      return c.redirect(pathOf(reference), 303);
    } catch (error) {
      const refusal = refusalOf(error);
      if (refusal === undefined) throw error;
      return pageOf(c, typed, refusal);
    }
  });

  async function asked(c: Context<Env>) {
    const [plan, name] = ['plan', 'name'].map((part) => keepable(c.req.param(part) ?? '')) as [string, string];
    const one = (await procedures(desk, c.get('caller'), plan)).find((each) => each.name === name);
    if (one === undefined) throw new NotFound(`There is no procedure ${name} under ${plan}.`);
    return one;
  }

  async function pageOf(c: Context<Env>, typed: Typed, refusal?: Refusal) {
    const one = await asked(c);
    return answer(
      c,
      { title: one.title, body: beginPage(one, typed, refusal), by: c.get('caller').by },
      refusal?.status,
    );
  }
}

const withFiles: readonly RunVerb[] = ['tick', 'done'];

/** At the step that was meant, on the page from which it was done. */
function afterwards(run: RunView, { step, back }: Typed): string {
  const onTicket = back !== undefined && back === run.incident;
  const path = onTicket ? `/incidents/${encodeURIComponent(back)}` : pathOf(run.reference);
  return step === undefined ? path : `${path}#${encodeURIComponent(anchorOf(run, step, { onTicket }))}`;
}

const pathOf = (reference: string): string => `/runs/${encodeURIComponent(reference)}`;

function verbOf(text: string): RunVerb {
  if (Object.hasOwn(runActs, text)) return text as RunVerb;
  throw new NotFound(`There is no way to "${text}" a run.`);
}

const names = ['plan', 'procedure', 'status', 'incident', 'cursor'] as const;

function filtersIn(query: Readonly<Record<string, string>>): RunFilters & { readonly cursor?: string } {
  const given = names.flatMap((name) => (query[name] ? [[name, keepable(query[name])]] : []));
  const all = Object.fromEntries(given) as RunFilters & { readonly cursor?: string };
  if (all.status !== undefined && !(runStatuses as readonly string[]).includes(all.status))
    throw new Invalid(`There is no status "${all.status}": it is one of ${runStatuses.join(', ')}.`);
  return all;
}
