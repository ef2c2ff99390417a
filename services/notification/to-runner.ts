import { html } from 'hono/html';

import { eventOf } from '../../db/events.ts';
import type { Notification } from '../../db/notifications.ts';
import { readRun } from '../../db/runs.ts';
import type { Rules } from '../../domain/plan.ts';
import type { Step } from '../../domain/plan/procedures.ts';
import { maintainedUntil } from '../../domain/procedure/boxes.ts';
import { procedureOf, standingsOf } from '../../domain/procedure/run.ts';
import type { Run } from '../../domain/procedure/run.ts';
import { messagesIn } from '../../language/messages.ts';
import { runMessagesIn } from '../../language/run-messages.ts';
import type { RunNews } from '../../language/run-messages.ts';
import { fill, filled } from '../../language/template.ts';
import type { Filling } from '../../language/template.ts';
import { zoneOf } from '../maintenance/kind.ts';
import { rulesOf } from '../plan/rules.ts';

import type { Composer, Composing } from './compose.ts';
import { sayer } from './filling.ts';
import { messageIdOf } from './message-id.ts';
import type { Told } from './occasion.ts';

/** To whoever has to do with a run, or is told by it: one event, or several in one mail. */
export const toRunner: Composer = async (desk, { name, address, kind }, notifications, messageId) => {
  const entries = await Promise.all(notifications.map((one) => entryOf(desk, one)));
  const [first] = entries;
  const { plan } = first!.rules;
  const say = runMessagesIn(plan.locale);
  const link = kind === 'person' ? `${desk.publicUrl}/runs/${first!.run.reference}` : null;
  const footer = messagesIn(plan.locale).why(plan.title);
  const paragraphs = entries.flatMap(({ lines }, index) =>
    index === 0 ? lines : ['—', entries[index]!.subject, ...lines],
  );
  return {
    to: { name, address },
    subject: `[${first!.run.reference}] ${first!.subject}`,
    text: [...paragraphs, ...(link === null ? [] : [`${say.show}: ${link}`]), `-- \n${footer}`].join('\n\n'),
    html: (await htmlOf(paragraphs, { link, show: say.show, footer })).toString(),
    messageId,
    locale: plan.locale,
    link: link ?? undefined,
    thread: messageIdOf(desk, first!.run.reference.toLowerCase()),
  };
};

interface Entry {
  readonly run: Run;
  readonly rules: Rules;
  readonly subject: string;
  readonly lines: readonly string[];
}

async function entryOf(desk: Composing, { reference: subject, event_key: key }: Notification): Promise<Entry> {
  const reference = subject.slice(subject.indexOf(':') + 1);
  const row = await readRun(desk.db, reference);
  const event = await eventOf(desk.db, subject, key);
  if (row === undefined || event === undefined) throw new Error(`There is no event ${key} of ${reference}.`);
  const rules = await rulesOf(desk, desk.db, row.plan, row.plan_version);
  return { run: row.state, rules, ...said(rules, row.state, event, row.answers) };
}

function said(rules: Rules, run: Run, event: Told, answers: Readonly<Record<string, string>>) {
  const { plan } = rules;
  const { title } = procedureOf(rules, run);
  const one = standingsOf(rules, run).find(({ step }) => step.name === event.data['step']);
  const words = one?.step.act.kind === 'tell' ? plan.templates[one.step.act.template ?? ''] : undefined;
  const answer = (text: string) => text.replaceAll(/\{([^{}]*)\}/g, (whole, name: string) => answers[name] ?? whole);
  const usual = runMessagesIn(plan.locale).said[event.kind as RunNews](title, answer(one?.step.title ?? ''));
  if (event.kind === 'told' && words !== undefined) {
    const filling = fillingOf(rules, run, event);
    return {
      subject: words.subject === null ? usual : filled(answer(words.subject), filling),
      lines: [fill(answer(words.body), filling)],
    };
  }
  return { subject: usual, lines: [usual, ...details(rules, run, event, answer)] };
}

/** What a person needs to know to do it. */
function details(rules: Rules, run: Run, event: Told, answer: (text: string) => string): readonly string[] {
  const one = standingsOf(rules, run).find(({ step }) => step.name === event.data['step']);
  if (one === undefined) return [];
  const { step, state } = one;
  const say = runMessagesIn(rules.plan.locale);
  const { why } = event.data as { readonly why?: string };
  const dueAt = step.withinMs === null ? maintainedUntil(rules, run) : (state.readyAt ?? 0) + step.withinMs;
  const lines = [
    why === undefined ? '' : `${say.why(why)}.`,
    answer(step.description ?? ''),
    answer(toDo(step, event.kind)),
    event.kind === 'step-ready' && dueAt !== null ? say.until(sayer(rules, zoneOf(rules, run))(dueAt)) : '',
  ];
  return lines.filter((line) => line !== '');
}

/** Line by line; a single one is its title already. */
function toDo({ act, undo }: Step, kind: string): string {
  if (kind === 'undo-ready') return (undo ?? []).join('\n');
  return act.kind === 'do' && act.items.length > 1 ? act.items.map((one) => `- ${one}`).join('\n') : '';
}

/** What there is to fill into the plan's own words. */
function fillingOf(rules: Rules, run: Run, event: Told): Filling {
  const { title, service } = procedureOf(rules, run);
  const say = sayer(rules, zoneOf(rules, run));
  const { fromAt, untilAt } = spanOf(run);
  return {
    title,
    reference: run.reference,
    service: service === null ? null : (rules.plan.services[service]?.title ?? service),
    at: say(event.at),
    from: fromAt === null ? null : say(fromAt),
    to: untilAt === null ? null : say(untilAt),
  };
}

/** The window that a step of it has chosen. */
function spanOf({ steps }: Run): { fromAt: number | null; untilAt: number | null } {
  const chosen = Object.values(steps).findLast(({ data }) => typeof data['fromAt'] === 'number');
  return {
    fromAt: (chosen?.data['fromAt'] as number | undefined) ?? null,
    untilAt: (chosen?.data['untilAt'] as number | undefined) ?? null,
  };
}

const htmlOf = (
  paragraphs: readonly string[],
  { link, show, footer }: { readonly link: string | null; readonly show: string; readonly footer: string },
) =>
  html`<!doctype html>
    <html>
      <body style="font-family:system-ui,sans-serif;line-height:1.5;max-width:40rem">
        ${paragraphs.map((one) => html`<p style="white-space:pre-line">${one}</p>`)}
        ${link === null ? '' : html`<p><a href="${link}">${show}</a></p>`}
        <p style="color:#666;font-size:.85rem">${footer}</p>
      </body>
    </html>`;
