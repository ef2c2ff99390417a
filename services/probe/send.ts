import { notificationsOf, insertNotifications } from '../../db/notifications.ts';
import { integrationIn } from '../../domain/access.ts';
import { people } from '../../domain/incident/escalation.ts';
import type { Rules } from '../../domain/plan.ts';
import type { Desk } from '../desk.ts';
import { rulesNow } from '../on-call/rules.ts';

/** What of a plan's schedules is its probe. */
export const probeName = 'probe';

/** About what its messages are: one for each instant at which it comes round. */
export const probeReference = (plan: string, nominalAt: number): string =>
  `probe:${plan}/${new Date(nominalAt).toISOString()}`;

/** Sends the message that shows that messages arrive, once for its instant however often it is asked; null where the plan has none. */
export async function sendProbe(desk: Desk, { plan }: Rules, nominalAt: number): Promise<string | null> {
  const { slug, version, probe } = plan;
  if (probe === null) return null;
  const rules = await rulesNow(desk, desk.db, slug, version);
  const now = desk.now();
  const reference = probeReference(slug, nominalAt);
  const told = people(rules, { assignee: null, customer: null, type: probe.type }, probe.to, now);
  const telling = { reference, plan: slug, event_key: 'probe', kind: 'probe', due_at: now, try_at: now };
  const all = told.map((recipient) => ({ ...telling, recipient, channel: integrationIn(recipient) ?? 'mail' }));
  await insertNotifications(desk.db, all);
  desk.stir(reference, 'probe');
  return reference;
}

/** Whether it was sent for this instant. */
export const probeSent = async ({ db }: Pick<Desk, 'db'>, reference: string): Promise<boolean> =>
  (await notificationsOf(db, reference)).length > 0;
