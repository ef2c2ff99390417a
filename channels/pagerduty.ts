import type { Message, News, Outlet } from '../services/notification/message.ts';

import { json, send } from './http.ts';
import { cut } from './words.ts';

/** Sends events to PagerDuty (Events API v2): one alert for each incident, which lives as the incident does. Throws `NotSent`. */
export async function toPagerDuty({ url, keys, timeoutMs }: Outlet, { news }: Message): Promise<void> {
  const sends = (action: string) =>
    send({
      url,
      timeoutMs,
      method: 'POST',
      headers: json,
      body: JSON.stringify({ routing_key: keys[0], ...event(news!, action) }),
      refusals: [400],
    });
  if (news!.action !== 'test') return sends(news!.action);
  await sends('trigger');
  return sends('resolve');
}

const severities = ['critical', 'error', 'warning'];

function event({ incident, at, data }: News, action: string) {
  const known = { event_action: action, dedup_key: incident.reference };
  if (action !== 'trigger') return known;
  const { reference, title, plan, service, rank, type, severity, url } = incident;
  return {
    ...known,
    client: 'Guardia',
    client_url: url,
    links: [{ href: url, text: reference }],
    payload: {
      summary: cut(`[${reference}] ${severity} ${title}`, 1024),
      source: service ?? plan,
      severity: severities[rank] ?? 'info',
      timestamp: new Date(at).toISOString(),
      component: service ?? undefined,
      group: plan,
      class: type,
      custom_details: { severity, ...data },
    },
  };
}
