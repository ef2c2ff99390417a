import type { Message, Outlet, Send } from '../services/notification/message.ts';

import { toPagerDuty } from './pagerduty.ts';
import { toSlack } from './slack.ts';
import { toSms } from './sms.ts';
import { toTeams } from './teams.ts';
import { toWebhook } from './webhook.ts';

const posts: Readonly<Record<Outlet['kind'], (outlet: Outlet, message: Message) => Promise<void>>> = {
  slack: toSlack,
  teams: toTeams,
  webhook: toWebhook,
  pagerduty: toPagerDuty,
  sms: toSms,
};

/** Sends each message its own way: where it says, else by mail. */
export const everyWay =
  (mail: Send): Send =>
  (message) =>
    message.outlet === undefined ? mail(message) : posts[message.outlet.kind](message.outlet, message);
