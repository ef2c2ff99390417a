import type { Plan } from '../../domain/plan.ts';
import type { Desk } from '../desk.ts';
import type { Report } from '../incident/open.ts';
import { anomalies } from '../review/anomalies.ts';
import { foundIn } from '../review/found.ts';

import type { Occurrence } from './begin.ts';
import { instantsBetween, recurring } from './coming.ts';
import type { Ticket } from './ticket.ts';

/** What the ticket of an instant says: with what was found since the last time, and where the text is that it is about. */
export async function reportOf(desk: Desk, plan: Plan, ticket: Ticket, one: Occurrence): Promise<Report> {
  const { report, finds } = ticket;
  const found =
    finds === undefined
      ? null
      : foundIn(plan, await anomalies(desk, plan, one.nominalAt, await daysSinceLast(desk, one)));
  const description = [report.description, textOf(desk, plan, one.name), found].filter(Boolean).join('\n\n');
  return { ...report, ...(description !== '' && { description }) };
}

/** Where a runbook or an article is read. */
function textOf({ publicUrl }: Desk, { slug, version }: Plan, name: string): string | null {
  const [chapter = '', id = ''] = name.split('/');
  if (chapter !== 'runbooks' && chapter !== 'articles') return null;
  return `<${publicUrl}/plans/${slug}/versions/${version}/${chapter}/${encodeURIComponent(id)}>`;
}

const day = 86_400_000;
/** Of what comes round less often the last week is looked at. */
const mostDays = 7;

async function daysSinceLast(desk: Desk, { plan, name, nominalAt }: Occurrence): Promise<number> {
  const timed = (await recurring(desk)).find((one) => one.plan === plan && one.name === name);
  const last = timed && instantsBetween(timed, nominalAt - (mostDays + 1) * day, nominalAt).at(-1);
  return last === undefined ? mostDays : Math.min(mostDays, Math.max(1, Math.round((nominalAt - last) / day)));
}
