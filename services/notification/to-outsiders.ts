import { html } from 'hono/html';

import { readIncident } from '../../db/incident-lists.ts';
import { messagesIn } from '../../language/messages.ts';
import { rulesOf } from '../plan/rules.ts';

import type { Composer } from './compose.ts';
import { messageIdOf } from './message-id.ts';

/** To who is told of an incident without being of the plan: nothing that only its people may know. */
export const toOutsiders: Composer = async (desk, { name, address }, [notification], messageId) => {
  const row = await readIncident(desk.db, notification!.reference);
  if (row === undefined) throw new Error(`There is no incident ${notification!.reference}.`);
  const { plan } = await rulesOf(desk, desk.db, row.plan, row.plan_version);
  const { labels, statuses } = messagesIn(plan.locale);
  const line = `${labels.status}: ${statuses[row.state.status]}`;
  return {
    to: { name, address },
    subject: `[${row.reference}] ${row.title}`,
    text: `${row.title}\n\n${line}\n\n-- \n${plan.title}`,
    html: (
      await html`<!doctype html>
        <html>
          <body>
            <h2>${row.title}</h2>
            <p>${line}</p>
          </body>
        </html>`
    ).toString(),
    messageId,
    locale: plan.locale,
    thread: messageIdOf(desk, row.reference.toLowerCase()),
  };
};
