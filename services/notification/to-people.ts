import { html } from 'hono/html';

import { eventOf } from '../../db/events.ts';
import { readIncident } from '../../db/incident-lists.ts';
import type { Notification } from '../../db/notifications.ts';
import type { Plan } from '../../domain/plan.ts';
import { messagesIn } from '../../language/messages.ts';
import type { Messages } from '../../language/messages.ts';
import { acknowledgeLink } from '../access/links.ts';
import { view } from '../incident/view.ts';
import type { IncidentView } from '../incident/view.ts';
import { answersTo } from '../mail/answers-to.ts';
import { rulesOf } from '../plan/rules.ts';

import type { Composer, Composing } from './compose.ts';
import { messageIdOf } from './message-id.ts';
import { facts, reason, subjectOf, task } from './words.ts';

/** What there is to say in one notification. */
interface Entry {
  readonly plan: Plan;
  readonly incident: IncidentView;
  readonly reasons: readonly string[];
  readonly task: string | null;
  readonly facts: readonly string[];
  readonly show: string;
  readonly acknowledge: string | null;
}

/** To a person of the plan: one incident, or several in one mail. */
export const toPeople: Composer = async (desk, { name, address, shared }, notifications, messageId) => {
  const entries = await Promise.all(notifications.map((one) => entry(desk, one, shared !== true)));
  const { slug, title, locale } = entries[0]!.plan;
  const say = messagesIn(locale);
  const single = entries.length === 1 ? entries[0]! : undefined;
  return {
    to: { name, address },
    subject: single === undefined ? `[${slug}] ${say.storm(entries.length)}` : subjectOf(single.incident),
    text: textOf(say, title, entries),
    html: (await htmlOf(say, title, entries)).toString(),
    messageId,
    locale,
    link: single?.show ?? desk.publicUrl,
    about: entries.map(({ incident }) => incident.reference),
    thread: single === undefined ? null : messageIdOf(desk, single.incident.reference.toLowerCase()),
    replyTo: single && answersTo(desk, single.plan, single.incident, notifications[0]!.recipient),
  };
};

/** `alone`: nobody else reads it, and who does may acknowledge by it. */
async function entry(desk: Composing, notification: Notification, alone: boolean): Promise<Entry> {
  const { reference, event_key: key, recipient: person, plan } = notification;
  const row = await readIncident(desk.db, reference);
  if (row === undefined) throw new Error(`There is no incident ${reference}.`);
  const rules = await rulesOf(desk, desk.db, row.plan, row.plan_version);
  const incident = view(rules, row, desk.now());
  const say = messagesIn(rules.plan.locale);
  const event = await eventOf(desk.db, reference, key);
  const wanted = alone && incident.acts.some(({ verb }) => verb === 'acknowledge');
  return {
    plan: rules.plan,
    incident,
    reasons: reason(say, rules, event, incident),
    task: task(event, incident),
    facts: facts(say, rules, incident),
    show: `${desk.publicUrl}/incidents/${reference}`,
    acknowledge: wanted ? await acknowledgeLink(desk, { plan, person, reference }) : null,
  };
}

const textOf = (say: Messages, plan: string, entries: readonly Entry[]): string =>
  [
    ...(entries.length > 1 ? [say.storm(entries.length)] : []),
    ...entries.map((one) =>
      [
        subjectOf(one.incident),
        one.reasons.join('\n'),
        ...(one.task === null ? [] : [one.task]),
        one.facts.join('\n'),
        ...(one.acknowledge === null ? [] : [`${say.acknowledge}: ${one.acknowledge}`]),
        `${say.show}: ${one.show}`,
      ].join('\n\n'),
    ),
    `-- \n${say.why(plan)}`,
  ].join('\n\n');

const button =
  'display:inline-block;padding:10px 16px;border-radius:6px;background:#b3261e;color:#fff;text-decoration:none';

const htmlOf = (say: Messages, plan: string, entries: readonly Entry[]) =>
  html`<!doctype html>
    <html>
      <body style="font-family:system-ui,sans-serif;line-height:1.5;max-width:40rem">
        ${entries.length > 1 ? html`<p>${say.storm(entries.length)}</p>` : ''}
        ${entries.map(
          (one) =>
            html`<h2 style="font-size:1.1rem">${subjectOf(one.incident)}</h2>
              ${one.reasons.map((line) => html`<p><strong>${line}</strong></p>`)}
              ${one.task === null ? '' : html`<p style="white-space:pre-line">${one.task}</p>`}
              <ul>
                ${one.facts.map((line) => html`<li>${line}</li>`)}
              </ul>
              <p>
                ${one.acknowledge === null ? '' : html`<a href="${one.acknowledge}" style="${button}">${say.acknowledge}</a> &nbsp; `}
                <a href="${one.show}">${say.show}</a>
              </p>`,
        )}
        <p style="color:#666;font-size:.85rem">${say.why(plan)}</p>
      </body>
    </html>`;
