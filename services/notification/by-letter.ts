import type { Selectable } from 'kysely';

import { eventOf, lastPublicText } from '../../db/events.ts';
import { readIncident } from '../../db/incident-lists.ts';
import type { Notification } from '../../db/notifications.ts';
import type { IncidentRow } from '../../db/schema.ts';
import { surveyFor } from '../../domain/survey.ts';
import type { Rules } from '../../domain/plan.ts';
import { lettersIn } from '../../language/letters.ts';
import type { Letters } from '../../language/letters.ts';
import { fill, filled } from '../../language/template.ts';
import { leaveLink, requesterLink } from '../access/links.ts';
import { answersTo } from '../mail/answers-to.ts';
import { rulesOf } from '../plan/rules.ts';

import type { Addressee } from './addressee.ts';
import { invitationFor } from './appointment.ts';
import type { Composer, Composing } from './compose.ts';
import { expectation } from './expectation.ts';
import { fillingOf, sayer } from './filling.ts';
import { letterHtml, letterText } from './letter.ts';
import type { Letter } from './letter.ts';
import { messageIdOf } from './message-id.ts';
import { wordsFor } from './occasion.ts';
import type { Told } from './occasion.ts';

/** What a letter is written from. */
export interface Matter {
  readonly row: Selectable<IncidentRow>;
  readonly rules: Rules;
  readonly event: Told;
  readonly to: Addressee;
  /** Where this addressee sees the ticket; null where there is no such place. */
  readonly link: string | null;
  /** Where they say that they want to hear no more; null for who has to do with it. */
  readonly leave: string | null;
}

/** To who asked for help, follows a ticket or is told of it by the plan: nothing that only those who work on it may know. */
export const byLetter: Composer = async (desk, to, [notification], messageId) => {
  const { reference, event_key: key } = notification!;
  const row = await readIncident(desk.db, reference);
  const event = await eventOf(desk.db, reference, key);
  if (row === undefined || event === undefined) throw new Error(`There is no event ${key} of ${reference}.`);
  const rules = await rulesOf(desk, desk.db, row.plan, row.plan_version);
  const matter: Matter = {
    row,
    rules,
    event,
    to,
    link: await linkFor(desk, to, reference),
    leave: await leaveFor(desk, to, notification!),
  };
  const say = lettersIn(rules.plan.locale);
  const words = wordsFor(rules.plan, say, to, event);
  const filling = fillingOf(matter, desk.now(), await textOf(desk, reference, event));
  const letter = letterOf(matter, say, desk.now(), fill(words.body, filling));
  return {
    to: { name: to.name, address: to.address },
    subject: `[${reference}] ${words.subject === null ? row.title : filled(words.subject, filling)}`,
    text: letterText(letter),
    html: await letterHtml(letter, rules.plan.locale),
    messageId,
    locale: rules.plan.locale,
    link: matter.link ?? undefined,
    thread: messageIdOf(desk, reference.toLowerCase()),
    replyTo: answersTo(desk, rules.plan, row, notification!.recipient),
    leave: matter.leave ?? undefined,
    invitation: await invitationFor(desk, matter),
  };
};

async function linkFor(desk: Composing, { kind }: Addressee, reference: string): Promise<string | null> {
  if (kind === 'person') return `${desk.publicUrl}/incidents/${reference}`;
  return kind === 'requester' ? requesterLink(desk, reference) : null;
}

async function leaveFor(
  desk: Composing,
  { kind }: Addressee,
  { recipient, plan, reference }: Pick<Notification, 'recipient' | 'plan' | 'reference'>,
): Promise<string | null> {
  if (kind !== 'participant' && kind !== 'subscriber') return null;
  return leaveLink(desk, { recipient, plan, reference: kind === 'participant' ? reference : null });
}

/** An announcement has no words of its own: what was last said in public stands in it. */
const textOf = async ({ db }: Composing, reference: string, { kind, seq, text }: Told): Promise<string | null> =>
  kind === 'announced' && text === null
    ? lastPublicText(db, reference, seq)
    : (text?.['text'] ?? text?.['note'] ?? null);

function letterOf(matter: Matter, say: Letters, now: number, body: string): Letter {
  const { to, rules, link, leave } = matter;
  return {
    paragraphs: [body, ...further(matter, say, now)].flatMap((one) => one.split('\n\n')),
    survey: surveyOf(matter, say),
    link: link === null ? null : { label: to.kind === 'person' ? say.show : say.follow, href: link },
    leave: leave === null ? null : { label: say.leave, href: leave },
    foot: say.why[to.kind](rules.plan.title),
  };
}

/** What a requester is told besides: when to expect an answer, or how to come back. */
function further({ to, event, rules, row }: Matter, say: Letters, now: number): string[] {
  if (to.kind !== 'requester') return [];
  const when = sayer(rules);
  if (event.kind === 'opened') return [expected(say, rules, row, now)];
  const until = row.state.resolvedAt === null ? null : row.state.resolvedAt + rules.plan.reopenMs;
  const open = until !== null && until > now && (event.kind === 'resolved' || event.kind === 'closed');
  return open ? [fill(say.reopenable, { to: when(until) })] : [];
}

/** When an answer is to be expected, in words. */
export function expected(say: Letters, rules: Rules, row: Matter['row'], now: number): string {
  const { inHand, nextAt, opensAt, attendedAt } = expectation(rules, row, now);
  if (inHand) return say.inHand;
  const when = sayer(rules);
  return [
    ...(opensAt === null ? [] : [fill(say.closed, { from: when(opensAt) })]),
    ...(attendedAt === null ? [] : [fill(say.unattended, { from: when(attendedAt) })]),
    nextAt === null ? say.unpromised : fill(say.expected, { next: when(nextAt) }),
  ].join(' ');
}

function surveyOf({ to, event, rules, row, link }: Matter, say: Letters): Letter['survey'] {
  const survey = surveyFor(rules.plan, row);
  const due = survey?.after === 'resolution' ? 'resolved' : 'closed';
  if (survey === undefined || to.kind !== 'requester' || link === null || event.kind !== due) return null;
  const marks = Array.from({ length: survey.outOf }, (_, index) => String(index + 1));
  return {
    question: survey.question ?? say.question,
    scale: say.scale(survey.outOf),
    marks: marks.map((label) => ({ label, href: `${link}/rate/${label}` })),
  };
}
