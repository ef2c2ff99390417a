import { html } from 'hono/html';

import { handOverAt } from '../../db/hand-overs.ts';
import type { Notification } from '../../db/notifications.ts';
import { personOf } from '../../db/plans.ts';
import { shiftsBetween } from '../../domain/on-call.ts';
import type { Plan, Rules } from '../../domain/plan.ts';
import { sayInstant } from '../../language/instant.ts';
import { messagesIn } from '../../language/messages.ts';
import { onCallMessagesIn } from '../../language/on-call-messages.ts';
import { administrator } from '../access/caller.ts';
import { rulesNow } from '../on-call/rules.ts';
import { onCall } from '../on-call/show.ts';
import { instantIn, rotationIn } from '../on-call/subject.ts';
import { rulesInForce } from '../plan/rules.ts';

import type { Composer, Composing } from './compose.ts';
import { messageIdOf } from './message-id.ts';
import { heldTickets, openTickets } from './open-tickets.ts';
import type { OpenTicket } from './open-tickets.ts';

const shown = 20;
const day = 86_400_000;
const gapsAhead = 14 * day;

/** What a mail about a rotation says, in its order. */
interface Said {
  readonly subject: string;
  readonly lines: readonly string[];
  readonly tickets: readonly OpenTicket[];
}

/** To who takes over a rotation, leaves it with something open in hand, or can fill a gap of it. */
export const toShift: Composer = async (desk, { name, address }, [notification], messageId) => {
  const one = notification!;
  const inForce = await rulesInForce(desk, one.plan);
  if (inForce === undefined) throw new Error(`There is no plan ${one.plan}.`);
  const { version, locale, title } = inForce.plan;
  const rules = await rulesNow(desk, desk.db, one.plan, version);
  const said = await sayings[one.kind]!(desk, rules, one);
  const say = onCallMessagesIn(locale);
  const more = said.tickets.length > shown ? say.more(said.tickets.length - shown) : null;
  const tickets = said.tickets.slice(0, shown);
  const footer = messagesIn(locale).why(title);
  const link = `${desk.publicUrl}/on-call`;
  return {
    to: { name, address },
    subject: `[${one.plan}] ${said.subject}`,
    text: textOf({ ...said, tickets }, [...(more === null ? [] : [more]), `${say.show}: ${link}`, `-- \n${footer}`]),
    html: (await htmlOf({ ...said, tickets }, { more, show: say.show, link, footer })).toString(),
    messageId,
    locale,
    thread: messageIdOf(desk, one.reference.replaceAll(/[^\w-]/g, '.')),
  };
};

type Saying = (desk: Composing, rules: Rules, notification: Notification) => Promise<Said>;

const sayings: Readonly<Record<string, Saying>> = {
  shift: async (desk, rules, { reference, event_key, recipient }) => {
    const say = onCallMessagesIn(rules.plan.locale);
    const [rotation, at] = [rotationIn(reference), instantIn(event_key)];
    const title = titleOf(rules.plan, rotation);
    const until = untilOf(rules, rotation, at, recipient);
    const tickets = await openTickets(desk, rules.plan, recipient);
    const now = until === null ? say.onCall(title) : say.until(title, sayAt(rules.plan, until));
    const before = await beforeOf(desk, rules.plan, rotation, at);
    return {
      subject: say.begins(title),
      lines: [
        now,
        before === null ? say.nobodyBefore : say.before(before),
        tickets.length > 0 ? say.open : say.nothingOpen,
      ],
      tickets,
    };
  },
  left: async (desk, { plan }, { reference, recipient }) => {
    const say = onCallMessagesIn(plan.locale);
    const title = titleOf(plan, rotationIn(reference));
    const tickets = await heldTickets(desk, plan, recipient);
    return { subject: say.stillHeld(title), lines: [say.held(title)], tickets };
  },
  gap: async (desk, { plan }, { reference }) => {
    const say = onCallMessagesIn(plan.locale);
    const [rotation, now] = [rotationIn(reference), desk.now()];
    const all = await onCall(desk, administrator('gaps'), { plan: plan.slug, at: now, until: now + gapsAhead });
    const gaps = all.find((one) => one.rotation === rotation)?.gaps ?? [];
    const spans = gaps.map(({ from, until }) => `- ${say.span(sayAt(plan, from), sayAt(plan, until))}`);
    const title = titleOf(plan, rotation);
    return { subject: say.gap(title), lines: [say.gaps(title), spans.join('\n'), say.fill], tickets: [] };
  },
};

/** The rotation may have gone with a newer version of the plan. */
const titleOf = ({ rotations }: Plan, rotation: string): string => rotations[rotation]?.title ?? rotation;

const sayAt = ({ timezone, locale }: Plan, at: number): string => sayInstant(at, timezone, locale);

/** When the shift ends; null where no end is in sight, or it is somebody else's by now. */
function untilOf({ rotations }: Rules, name: string, at: number, person: string): number | null {
  const rotation = rotations[name];
  const [shift] = rotation === undefined ? [] : shiftsBetween(rotation, at, at + 1);
  const last = rotation?.shifts.at(-1)?.until;
  return shift === undefined || shift.person !== person || shift.until === last ? null : shift.until;
}

async function beforeOf({ db }: Composing, { slug }: Plan, rotation: string, at: number): Promise<string | null> {
  const before = (await handOverAt(db, slug, rotation, at))?.before ?? null;
  return before === null ? null : ((await personOf(db, slug, before))?.name ?? before);
}

const textOf = ({ lines, tickets }: Said, end: readonly string[]): string =>
  [
    ...lines,
    ...tickets.map(({ subject, due, link }) => [subject, ...(due === null ? [] : [due]), link].join('\n')),
    ...end,
  ].join('\n\n');

interface End {
  readonly more: string | null;
  readonly show: string;
  readonly link: string;
  readonly footer: string;
}

const htmlOf = ({ lines, tickets }: Said, { more, show, link, footer }: End) =>
  html`<!doctype html>
    <html>
      <body style="font-family:system-ui,sans-serif;line-height:1.5;max-width:40rem">
        ${lines.map((line) => html`<p style="white-space:pre-line">${line}</p>`)}
        <ul>
          ${tickets.map(
            (one) =>
              html`<li><a href="${one.link}">${one.subject}</a>${one.due === null ? '' : html`<br />${one.due}`}</li>`,
          )}
        </ul>
        ${more === null ? '' : html`<p>${more}</p>`}
        <p><a href="${link}">${show}</a></p>
        <p style="color:#666;font-size:.85rem">${footer}</p>
      </body>
    </html>`;
