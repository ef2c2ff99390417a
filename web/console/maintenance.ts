import type { Context, Hono } from 'hono';

import type { Plan } from '../../domain/plan.ts';
import type { Desk } from '../../services/desk.ts';
import { comingMaintenance } from '../../services/maintenance/coming.ts';
import { maintenances } from '../../services/maintenance/list.ts';
import { planMaintenance } from '../../services/maintenance/plan.ts';
import type { Planning } from '../../services/maintenance/plan.ts';
import { plans } from '../../services/plan/list.ts';
import { rulesOf } from '../../services/plan/rules.ts';
import { refusalOf } from '../errors.ts';
import { answer } from '../page.ts';
import type { Env } from '../session.ts';
import { keyIn, typedIn } from '../typed.ts';
import type { Typed } from '../typed.ts';

import { field, read } from './fields.ts';
import { maintenancePage } from './maintenance-page.ts';
import type { Attempt } from './monitor-page.ts';

/** When work is done on what is running, how far it has come, what comes round, and forms to plan more. */
export function maintenanceRoutes(web: Hono<Env>, desk: Desk): void {
  web.get('/maintenance', (c) => pageOf(c));
  web.post('/maintenance', async (c) => {
    const typed = await typedIn(c);
    try {
      const plan = (await own(c)).find(({ slug }) => slug === typed['plan']);
      const planned = await planMaintenance(desk, c.get('caller'), asked(typed, plan?.maintenance?.zone), keyIn(typed));
      return c.redirect(`/maintenance#${planned.item.run}`, 303);
    } catch (error) {
      const refusal = refusalOf(error);
      if (refusal === undefined) throw error;
      return pageOf(c, { typed, refusal });
    }
  });

  /** The plans of the caller that have maintenance. */
  async function own(c: Context<Env>): Promise<Plan[]> {
    const all = await Promise.all(
      (await plans(desk, c.get('caller'))).map(({ slug, version }) => rulesOf(desk, desk.db, slug, version)),
    );
    return all.map(({ plan }) => plan).filter(({ maintenance }) => maintenance !== null);
  }

  async function pageOf(c: Context<Env>, attempt?: Attempt) {
    const caller = c.get('caller');
    const [known, items, next] = await Promise.all([
      own(c),
      maintenances(desk, caller),
      comingMaintenance(desk, caller),
    ]);
    const mayPlan = caller.may.includes('work');
    const body = maintenancePage({ plans: known, items, next, now: desk.now(), mayPlan, attempt });
    return answer(c, { title: 'Maintenance', body, by: caller.by }, attempt?.refusal.status);
  }
}

function asked(typed: Typed, zone = 'UTC'): Planning {
  const { plan = '', kind = '', service = '' } = typed;
  const said = (name: string, label: string, how: 'instant' | 'line' | 'words', needed = false) =>
    read(field(name, label, how), typed[name] ?? '', needed, zone);
  return {
    plan,
    kind,
    from: said('from', 'From', 'instant', true) as number,
    lasts: said('lasts', 'For how long', 'line') as string | undefined,
    announceAt: said('announceAt', 'Announce it', 'instant') as number | undefined,
    services: service === '' ? undefined : [service],
    description: said('description', 'What whoever is told should know', 'words') as string | undefined,
  };
}
