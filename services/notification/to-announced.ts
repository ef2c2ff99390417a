import { eventOf } from '../../db/events.ts';
import { readRun } from '../../db/runs.ts';
import { procedureOf } from '../../domain/procedure/run.ts';
import { lettersIn } from '../../language/letters.ts';
import { maintenanceMessagesIn } from '../../language/maintenance-messages.ts';
import { fill, filled } from '../../language/template.ts';
import type { Filling } from '../../language/template.ts';
import { leaveLink } from '../access/links.ts';
import { zoneOf } from '../maintenance/kind.ts';
import { rulesOf } from '../plan/rules.ts';

import type { Composer } from './compose.ts';
import { sayer } from './filling.ts';
import { letterHtml, letterText } from './letter.ts';
import type { Letter } from './letter.ts';
import { messageIdOf } from './message-id.ts';
import type { Told } from './occasion.ts';

/** To whoever hears of maintenance: when it will be, that it was moved, and that it is over. */
export const toAnnounced: Composer = async (desk, to, [notification], messageId) => {
  const { plan: slug, reference, event_key: key, recipient } = notification!;
  const event = await eventOf(desk.db, reference, key);
  const row = event && (await readRun(desk.db, event.data['run'] as string));
  if (event === undefined || row === undefined) throw new Error(`There is no event ${key} of ${reference}.`);
  const rules = await rulesOf(desk, desk.db, row.plan, row.plan_version);
  const { locale, title: plan } = rules.plan;
  const when = sayer(rules, zoneOf(rules, row.state));
  const about = row.answers['description'] ?? null;
  const { subject, body } = wordsOf(rules, { title: procedureOf(rules, row.state).title, when, about }, event);
  const say = lettersIn(locale);
  const leave = to.kind === 'subscriber' ? await leaveLink(desk, { recipient, plan: slug, reference: null }) : null;
  const letter: Letter = {
    paragraphs: body.split('\n\n'),
    survey: null,
    link: null,
    leave: leave === null ? null : { label: say.leave, href: leave },
    foot: say.why[to.kind](plan),
  };
  return {
    to: { name: to.name, address: to.address },
    subject,
    text: letterText(letter),
    html: await letterHtml(letter, locale),
    messageId,
    locale,
    thread: messageIdOf(desk, row.reference.toLowerCase()),
    leave: leave ?? undefined,
  };
};

type Rules = Awaited<ReturnType<typeof rulesOf>>;

interface Saying {
  readonly title: string;
  /** An instant in words. */
  readonly when: (at: number) => string;
  /** What was said of it by whoever planned it. */
  readonly about: string | null;
}

/** The first time in the words of the plan, where it has a template `maintenance-planned`. */
function wordsOf(
  { plan }: Rules,
  { title, when, about }: Saying,
  { kind, at, data }: Told,
): { subject: string; body: string } {
  const say = maintenanceMessagesIn(plan.locale);
  const { fromAt, untilAt, services } = data as { fromAt: number; untilAt: number; services?: readonly string[] };
  const names = (services ?? []).map((one) => plan.services[one]?.title ?? one).join(', ');
  const [from, to] = [when(fromAt), when(untilAt)];
  const usual = `[${plan.slug}] ${title}`;
  if (kind === 'announced' || kind === 'moved') {
    const template = plan.templates['maintenance-planned'];
    const filling = { title, from, to, at: when(at), service: names === '' ? null : names, text: about };
    if (kind === 'announced' && template !== undefined)
      return { subject: filledOr(usual, template.subject, filling), body: fill(template.body, filling) };
    const first = kind === 'moved' ? say.moved(title, from, to) : say.announced(title, from, to);
    return {
      subject: usual,
      body: [first, ...(names === '' ? [] : [say.affects(names)]), ...(about === null ? [] : [about])].join('\n\n'),
    };
  }
  const later: Readonly<Record<string, string>> = {
    'called-off': say.calledOff(title, from, to),
    overruns: say.overruns(title, to),
    'goes-on': say.goesOn(title, from),
    over: say.over(title, when(at)),
  };
  return { subject: usual, body: later[kind]! };
}

const filledOr = (usual: string, text: string | null, filling: Filling): string =>
  text === null ? usual : filled(text, filling);
