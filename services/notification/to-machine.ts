import { eventOf } from '../../db/events.ts';
import { readIncident } from '../../db/incident-lists.ts';
import { waitsBefore } from '../../db/notifications.ts';
import type { Notification } from '../../db/notifications.ts';
import { isOpen } from '../../domain/incident/incident.ts';
import { rulesOf } from '../plan/rules.ts';

import type { Composing } from './compose.ts';
import { NotSent } from './message.ts';
import type { Message, News, Outlet } from './message.ts';

/** What a program is told: what has happened and how the incident stands, in codes. */
export async function toMachine(
  desk: Composing,
  outlet: Outlet,
  notification: Notification,
  messageId: string,
): Promise<Message> {
  const news = await (
    notification.reference.startsWith('mode:') ? modeNews : notification.reference.includes(':') ? testNews : newsOf
  )(desk, notification);
  if (outlet.kind === 'pagerduty') await mustBeTimely(desk, notification, news);
  const { title, reference, url } = news.incident;
  const words = { to: { name: '', address: '' }, subject: `[${reference}] ${title}`, text: title, html: '' };
  return { ...words, messageId, outlet, news, link: url, thread: null, locale: 'en' };
}

async function newsOf(desk: Composing, { reference, event_key: key }: Notification): Promise<News> {
  const row = await readIncident(desk.db, reference);
  const event = await eventOf(desk.db, reference, key);
  if (row === undefined || event === undefined) throw new Error(`There is no event ${key} of ${reference}.`);
  const { plan } = await rulesOf(desk, desk.db, row.plan, row.plan_version);
  const { title, type, severity, service, status } = row;
  return {
    kind: event.kind,
    action: actions[event.kind] ?? 'trigger',
    at: event.at,
    data: event.data,
    incident: {
      reference,
      plan: row.plan,
      title,
      type,
      severity,
      rank: Object.keys(plan.severities).indexOf(severity),
      service,
      status,
      openedAt: row.opened_at,
      url: `${desk.publicUrl}/incidents/${reference}`,
    },
  };
}

const actions: Readonly<Partial<Record<string, News['action']>>> = {
  acknowledged: 'acknowledge',
  resolved: 'resolve',
  closed: 'resolve',
  cancelled: 'resolve',
  merged: 'resolve',
};

/** Nobody is called to what is over, and what goes on is not said before anybody was called. */
async function mustBeTimely({ db }: Composing, notification: Notification, { action, incident }: News): Promise<void> {
  const over = !isOpen({ status: incident.status as 'closed' });
  if (action === 'trigger' && over) throw new NotSent('address', 'It is over: nobody is called to it any more.');
  if (action !== 'trigger' && (await waitsBefore(db, notification)))
    throw new NotSent('message', 'What came before it has still to be sent.', { code: 'WAITS' });
}

/** How a service runs is no incident: as one that its service has while it runs only partly. */
async function modeNews(
  { db, publicUrl }: Composing,
  { plan, reference, event_key: key }: Notification,
): Promise<News> {
  const event = await eventOf(db, reference, key);
  if (event === undefined) throw new Error(`There is no event ${key} of ${reference}.`);
  const { kind, at, data } = event;
  const service = data['service'] as string;
  const degraded = kind === 'degraded';
  const about = { reference, plan, title: `${service}: ${kind}`, type: 'mode', severity: kind, rank: 1, service };
  const more = { status: degraded ? 'received' : 'closed', openedAt: at, url: `${publicUrl}/services` };
  return { kind, action: degraded ? 'trigger' : 'resolve', at, data, incident: { ...about, ...more } };
}

function testNews({ publicUrl, now }: Composing, { plan, kind }: Notification): News {
  const incident = {
    reference: 'TEST',
    plan,
    title: 'A test message of Guardia',
    type: 'test',
    severity: 'test',
    rank: 3,
  };
  const more = { service: null, status: 'closed', openedAt: now(), url: publicUrl };
  return { kind, action: 'test', at: now(), data: {}, incident: { ...incident, ...more } };
}
