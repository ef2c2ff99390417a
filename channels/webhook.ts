import { Webhook } from 'standardwebhooks';

import { NotSent } from '../services/notification/message.ts';
import type { Message, Outlet } from '../services/notification/message.ts';

import { json, send } from './http.ts';

/** Posts by Standard Webhooks 1.0, signed with each of its keys. Throws `NotSent`; 410 says that nothing is wanted any more. */
export async function toWebhook({ url, keys, timeoutMs }: Outlet, { news, messageId }: Message): Promise<void> {
  const { kind, at, data, incident } = news!;
  const { openedAt, ...rest } = incident;
  const body = JSON.stringify({
    type: `incident.${kind}`,
    timestamp: new Date(at).toISOString(),
    data: { incident: { ...rest, openedAt: new Date(openedAt).toISOString() }, event: data },
  });
  const id = idOf(messageId);
  // Receivers take what is five minutes old at most: the instant is that of the attempt, and the id stays.
  const now = new Date();
  const headers = {
    ...json,
    'user-agent': 'Guardia',
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(now.getTime() / 1000)),
    'webhook-signature': keys.map((key) => signed(key, id, now, body)).join(' '),
  };
  return send({ url, timeoutMs, method: 'POST', headers, body });
}

/** `<abc@guardia.example>` → `msg_abc`. */
const idOf = (messageId: string): string => `msg_${messageId.replace(/^<|@.*$/g, '')}`;

function signed(key: string, id: string, at: Date, body: string): string {
  try {
    return new Webhook(key).sign(id, at, body);
  } catch {
    throw new NotSent('server', 'Its key is not one of Standard Webhooks: whsec_ and base64.', { code: 'BAD_KEY' });
  }
}
