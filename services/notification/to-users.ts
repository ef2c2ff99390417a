import { eventOf } from '../../db/events.ts';
import type { Plan, Rules } from '../../domain/plan.ts';
import { lettersIn } from '../../language/letters.ts';
import { modeMessagesIn } from '../../language/mode-messages.ts';
import { fill, filled } from '../../language/template.ts';
import type { Filling } from '../../language/template.ts';
import { leaveLink } from '../access/links.ts';
import { rulesInForce } from '../plan/rules.ts';

import type { Composer } from './compose.ts';
import { sayer } from './filling.ts';
import { letterHtml, letterText } from './letter.ts';
import type { Letter } from './letter.ts';
import { messageIdOf } from './message-id.ts';
import type { Told } from './occasion.ts';

/** To whoever hears how services run: that they run only partly, in the words of the plan where it has some, and that they run fully again. */
export const toUsers: Composer = async (desk, to, [notification], messageId) => {
  const { plan: slug, reference, event_key: key, recipient } = notification!;
  const rules = await rulesInForce(desk, slug);
  const event = await eventOf(desk.db, reference, key);
  if (rules === undefined || event === undefined) throw new Error(`There is no event ${key} of ${reference}.`);
  const { locale } = rules.plan;
  const words = wordsOf(rules, event);
  const say = lettersIn(locale);
  const leave = to.kind === 'subscriber' ? await leaveLink(desk, { recipient, plan: slug, reference: null }) : null;
  const letter: Letter = {
    paragraphs: words.body.split('\n\n'),
    survey: null,
    link: null,
    leave: leave === null ? null : { label: say.leave, href: leave },
    foot: say.why[to.kind](rules.plan.title),
  };
  return {
    to: { name: to.name, address: to.address },
    subject: words.subject,
    text: letterText(letter),
    html: await letterHtml(letter, locale),
    messageId,
    locale,
    thread: messageIdOf(desk, reference.replaceAll(/[^\w-]/g, '.')),
    leave: leave ?? undefined,
  };
};

function wordsOf(rules: Rules, event: Told): { subject: string; body: string } {
  const { plan } = rules;
  const say = modeMessagesIn(plan.locale);
  const services = servicesOf(plan, event, say.and);
  const title = say.statuses[event.kind as 'degraded'];
  const usual = `[${plan.slug}] ${title}: ${services}`;
  const when = sayer(rules);
  if (event.kind === 'normal') return { subject: usual, body: say.normal(services, when(event.at)) };
  const named = plan.degraded?.template ?? null;
  const template = named === null ? undefined : plan.templates[named];
  const filling = fillingOf(plan, event, { services, title, when });
  if (template === undefined) return { subject: usual, body: ownWords(plan, event, services, when) };
  return {
    subject: template.subject === null ? usual : filled(template.subject, filling),
    body: fill(template.body, filling),
  };
}

type When = (at: number) => string;

function ownWords(plan: Plan, event: Told, services: string, when: When): string {
  const say = modeMessagesIn(plan.locale);
  const until = untilOf(event);
  const allows = plan.degraded?.allows ?? [];
  const reason = event.text?.['reason'];
  return [
    say.degraded(services, when(event.at)) + (until === null ? '' : ` ${say.until(when(until))}`),
    ...(allows.length === 0 ? [] : [[say.allows, ...allows.map((one) => `- ${one}`)].join('\n')]),
    ...(reason === undefined ? [] : [say.reason(reason)]),
  ].join('\n\n');
}

function fillingOf(
  plan: Plan,
  event: Told,
  { services, title, when }: { services: string; title: string; when: When },
) {
  const until = untilOf(event);
  const end = until === null ? null : when(until);
  const filling: Filling = {
    title: plan.degraded?.title ?? title,
    service: services,
    status: title,
    at: when(event.at),
    from: when(event.at),
    to: end,
    next: end,
    text: event.text?.['reason'] ?? null,
  };
  return filling;
}

const untilOf = ({ data }: Told): number | null => (typeof data['until'] === 'number' ? data['until'] : null);

function servicesOf({ services }: Plan, { data }: Told, and: string): string {
  const names = (data['services'] ?? [data['service']]) as readonly string[];
  const titles = names.map((one) => services[one]?.title ?? one);
  return titles.length < 2 ? titles.join('') : `${titles.slice(0, -1).join(', ')} ${and} ${titles.at(-1)!}`;
}
