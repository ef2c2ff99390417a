import { heldBy, listIncidents } from '../../db/incident-lists.ts';
import { hiddenFrom } from '../../domain/access.ts';
import type { Plan } from '../../domain/plan.ts';
import { sayInstant } from '../../language/instant.ts';
import { messagesIn } from '../../language/messages.ts';
import { clockName } from '../../language/messages/clock-name.ts';
import { readAlone } from '../incident/read.ts';
import type { IncidentView } from '../incident/view.ts';

import type { Composing } from './compose.ts';
import { subjectOf } from './words.ts';

/** More of a plan than anybody reads. */
const most = 200;

/** One open incident as it is listed in a mail. */
export interface OpenTicket {
  readonly subject: string;
  /** What of it falls due next, and when. */
  readonly due: string | null;
  readonly link: string;
}

/** What is open in a plan and a person may see, the gravest and oldest first. */
export async function openTickets(desk: Composing, plan: Plan, person: string): Promise<readonly OpenTicket[]> {
  const hidden = hiddenFrom(plan, person);
  const rows = await listIncidents(desk.db, { plan: plan.slug, status: 'open', hidden, limit: most });
  return listed(desk, plan, rows);
}

/** Of it what the person has acknowledged and nobody else since. */
export async function heldTickets(desk: Composing, plan: Plan, person: string): Promise<readonly OpenTicket[]> {
  const hidden = hiddenFrom(plan, person);
  const rows = await heldBy(desk.db, plan.slug, person);
  return listed(
    desk,
    plan,
    rows.filter(({ type }) => !hidden.includes(type)),
  );
}

type Rows = Awaited<ReturnType<typeof listIncidents>>;

async function listed(desk: Composing, plan: Plan, rows: Rows): Promise<readonly OpenTicket[]> {
  const order = Object.keys(plan.severities);
  // A severity that the plan has no more is listed last.
  const rank = ({ severity }: IncidentView): number =>
    order.includes(severity) ? order.indexOf(severity) : order.length;
  const views: IncidentView[] = [];
  for (const row of rows) views.push(await readAlone(desk, row));
  return views
    .toSorted((a, b) => rank(a) - rank(b) || a.openedAt - b.openedAt)
    .map((one) => ({
      subject: subjectOf(one),
      due: nextDue(plan, one),
      link: `${desk.publicUrl}/incidents/${one.reference}`,
    }));
}

function nextDue({ timezone, locale, clocks: declared }: Plan, { clocks }: IncidentView): string | null {
  const say = messagesIn(locale);
  const [next] = clocks
    .filter(({ fulfilledAt, dueAt }) => fulfilledAt === null && dueAt !== null)
    .toSorted((a, b) => a.dueAt! - b.dueAt!);
  return next === undefined
    ? null
    : `${say.labels.due} (${clockName(say, next.metric, declared)}): ${sayInstant(next.dueAt!, timezone, locale)}`;
}
