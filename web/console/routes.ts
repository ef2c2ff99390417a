import type { Context, Hono } from 'hono';

import { lifecycle } from '../../domain/incident/lifecycle.ts';
import type { Verb } from '../../domain/incident/lifecycle.ts';
import { Changed, NotFound } from '../../services/desk.ts';
import type { Desk } from '../../services/desk.ts';
import { act } from '../../services/incident/act.ts';
import { attachments } from '../../services/incident/attachments.ts';
import { show, takingPart, timeline, told } from '../../services/incident/show.ts';
import { showPlan } from '../../services/plan/show.ts';
import { incidentWorkflowId } from '../../workflows/ids.ts';
import { refusalOf } from '../errors.ts';
import { answer } from '../page.ts';
import type { Env } from '../session.ts';
import { keepable, keyIn, seenIn, typedIn } from '../typed.ts';

import { attachmentRoute } from './attachments.ts';
import { backupRoutes } from './backups.ts';
import { bodyOf } from './fields.ts';
import { guideRoute } from './guide.ts';
import { incidentPage } from './incident.ts';
import type { Attempt } from './incident.ts';
import { openRunsOf } from './incident-runs.ts';
import { integrationRoute } from './integrations.ts';
import { listRoute } from './list.ts';
import { logbookRoute } from './logbook.ts';
import { maintenanceRoutes } from './maintenance.ts';
import { monitorRoutes } from './monitors.ts';
import { newRoutes } from './new.ts';
import { onCallRoutes } from './on-call.ts';
import { postmortemRoute } from './postmortem.ts';
import { runRoutes } from './runs.ts';
import { scheduleRoutes } from './schedules.ts';
import { serviceRoutes } from './services.ts';

/** The console: what there is, one incident, and what can be done to it. */
export function consoleRoutes(web: Hono<Env>, desk: Desk, temporalUi: string | undefined): void {
  listRoute(web, desk);
  newRoutes(web, desk);
  onCallRoutes(web, desk);
  monitorRoutes(web, desk);
  scheduleRoutes(web, desk);
  backupRoutes(web, desk);
  runRoutes(web, desk);
  serviceRoutes(web, desk);
  maintenanceRoutes(web, desk);
  logbookRoute(web, desk);
  integrationRoute(web, desk);
  guideRoute(web, desk);
  postmortemRoute(web, desk);
  attachmentRoute(web, desk);

  web.get('/incidents/:reference', (c) => pageOf(c, c.req.param('reference')));
  // Where one lands who signs in again, or reloads, after an act.
  web.get('/incidents/:reference/:verb', (c) => c.redirect(pathOf(c.req.param('reference')), 303));
  web.post('/incidents/:reference/:verb', async (c) => {
    const verb = verbOf(c.req.param('verb'));
    const typed = await typedIn(c);
    const caller = c.get('caller');
    const { reference, timezone } = await show(desk, caller, keepable(c.req.param('reference')));
    try {
      const body = bodyOf(verb, typed, timezone);
      await act(desk, caller, { reference, verb, body, key: keyIn(typed), expected: { seen: seenIn(typed) } });
    } catch (error) {
      const refusal = refusalOf(error);
      if (refusal === undefined) throw error;
      return pageOf(c, reference, { verb, typed, refusal, since: error instanceof Changed ? error.since : [] });
    }
    return c.redirect(pathOf(reference), 303);
  });

  async function pageOf(c: Context<Env>, reference: string, attempt?: Attempt) {
    const caller = c.get('caller');
    const incident = await show(desk, caller, keepable(reference));
    const [events, notifications, people, plan, files, runs] = await Promise.all([
      timeline(desk, caller, incident.reference),
      told(desk, caller, incident.reference),
      takingPart(desk, caller, incident.reference),
      showPlan(desk, incident.plan, incident.planVersion),
      attachments(desk, caller, incident.reference),
      openRunsOf(desk, caller, incident),
    ]);
    const workflow = temporalUi && workflowAt(temporalUi, incident.reference);
    const read = { events, notifications, people, plan, files, runs };
    const page = incidentPage({ incident, ...read, now: desk.now(), workflow, attempt });
    return answer(c, { ...page, by: caller.by }, attempt?.refusal.status);
  }
}

const pathOf = (reference: string): string => `/incidents/${encodeURIComponent(reference)}`;

const workflowAt = (temporalUi: string, reference: string): string =>
  `${temporalUi}/namespaces/${process.env['TEMPORAL_NAMESPACE'] ?? 'default'}/workflows/${incidentWorkflowId(reference)}`;

function verbOf(text: string): Verb {
  if (Object.hasOwn(lifecycle, text)) return text as Verb;
  throw new NotFound(`There is no way to "${text}" an incident.`);
}
