import type { Bodies } from '../../domain/incident/bodies.ts';
import type { Verb } from '../../domain/incident/lifecycle.ts';

import { announcing } from './announcing.ts';
import { ending, reopen } from './ending.ts';
import { withPhases } from './following.ts';
import { reclassify, triage } from './naming.ts';
import { broken, enter, resume } from './passing.ts';
import { mayHear } from './plan.ts';
import { beginAnew, firstTold, quiet } from './policy.ts';
import { over, possible, theirs } from './possible.ts';
import { answer, begin, done, finish, news } from './promises.ts';
import { isOpen, isOwed, note, promiseOf, refuseUnless } from './ticket.ts';
import type { Doing, Ticket } from './ticket.ts';
import { heard, outside, told } from './who.ts';

const day = 24 * 3_600_000;
const others = (ticket: Ticket) => heard(ticket, ticket.assignee === ticket.actor ? null : ticket.assignee);

const happening: Doing = {
  triage,
  reclassify,
  acknowledge: (ticket) => {
    quiet(ticket);
    answer(ticket);
    Object.assign(ticket, { acknowledgedAt: ticket.now, escalated: null, snoozedUntil: null });
    begin(ticket, 'acknowledge');
    note(ticket, 'acknowledged');
  },
  assign: (ticket, { to }) => {
    refuseUnless(ticket.rules.plan.people.includes(to) && mayHear(ticket.type, to));
    const notify = to === ticket.assignee || to === ticket.actor ? [] : [to];
    ticket.assignee = to;
    done(ticket, 'level');
    note(ticket, 'assigned', { notify });
  },
  start: (ticket) => {
    done(ticket, 'level');
    enter(ticket, 'in_progress');
    note(ticket, 'started');
  },
  hold: (ticket, { pause = 'customer', until = Infinity }) => {
    refuseUnless(until > ticket.now && Object.hasOwn(ticket.rules.plan.pauses, pause));
    hold(ticket, pause, until);
    note(ticket, 'held');
  },
  resume: (ticket) => {
    resume(ticket, ticket.now);
    note(ticket, 'resumed');
  },
  contain: (ticket) => {
    done(ticket, 'containment', 'level');
    note(ticket, 'contained');
  },
  workaround: (ticket, { channel }) => {
    if (ticket.requester) answer(ticket);
    news(ticket);
    const one = promiseOf(ticket, 'resolution');
    const known = !ticket.requester || channel !== undefined;
    if (known && one !== undefined && isOwed(one) && one.rows.at(-1)!.row.workaround === true) finish(ticket, one);
    note(ticket, 'workaround', { notify: outside(ticket), isNews: true });
  },
  escalate: (ticket, { level }) => {
    const levels = Object.keys(ticket.rules.plan.levels);
    refuseUnless(levels.includes(level) && level !== ticket.level);
    const notify = told(ticket, ticket.rules.plan.levels[level]!.team);
    if (levels.indexOf(level) > levels.indexOf(ticket.level)) ticket.escalated = 'level';
    quiet(ticket);
    const own = ticket.rules.plan.levels[level]!.escalation;
    if (own !== null) beginAnew(ticket, own, ticket.now, 'level');
    done(ticket, 'level');
    Object.assign(ticket, { level, assignee: null, acknowledgedAt: null, pagingSince: ticket.now });
    ticket.handovers++;
    note(ticket, 'handed-over', { notify });
    begin(ticket, 'level');
    broken(ticket, true);
  },
  snooze: (ticket, { until }) => {
    refuseUnless(until > ticket.now && until <= ticket.now + day);
    ticket.snoozedUntil = until;
    note(ticket, 'snoozed');
  },
  comment: (ticket, body) => {
    if (body.public && ticket.requester && isOpen(ticket)) answer(ticket);
    if (body.public) news(ticket);
    note(ticket, 'commented', { notify: body.public ? outside(ticket) : others(ticket), isNews: body.public });
  },
  reply: (ticket) => {
    const notify = ticket.assignee === null ? firstTold(ticket) : others(ticket);
    if (over.includes(ticket.status)) reopen(ticket);
    else if (ticket.status === 'on_hold' && waitsFor(ticket) === 'reply') resume(ticket, ticket.now);
    note(ticket, 'replied', { notify });
  },
  appointment: (ticket, { at, minutes }) => {
    refuseUnless(at > ticket.now);
    ticket.meetsUntil = at + minutes * 60_000;
    for (const one of ticket.stills) if (one.to === Infinity) one.to = ticket.now;
    hold(ticket, 'meeting', at);
    note(ticket, 'appointed', { notify: heard(ticket, ticket.requester ? 'requester' : null, ticket.assignee) });
  },
  'cancel-appointment': (ticket) => {
    ticket.meetsUntil = null;
    if (ticket.status === 'on_hold' && waitsFor(ticket) === 'appointment') resume(ticket, ticket.now);
    const notify = heard(ticket, ticket.requester ? 'requester' : null, ticket.assignee);
    note(ticket, 'appointment-cancelled', { notify });
  },
  ...ending,
  watch: (ticket, joins) => note(ticket, 'watched', { joins }),
  unwatch: (ticket) => note(ticket, 'unwatched'),
  edit: (ticket) => note(ticket, 'edited'),
};

/** Does it now. Throws `Refused`, and then nothing has changed. */
export function act<V extends Verb>(ticket: Ticket, verb: V, body: Bodies[V]): void {
  refuseUnless(ticket.actor !== 'requester' || theirs.includes(verb));
  refuseUnless(possible[verb]!(ticket));
  announcing(ticket, () => withPhases(ticket, () => happening[verb]!(ticket, body)));
  if (ticket.actor !== 'requester') ticket.workedAt = ticket.now;
}

function hold(ticket: Ticket, pause: string, until: number): void {
  const { stops, atMostMs } = ticket.rules.plan.pauses[pause]!;
  const ends = Math.min(until, atMostMs === null ? Infinity : ticket.now + atMostMs);
  ticket.stills.push({ from: ticket.now, to: Infinity, metrics: stops, pause });
  ticket.holdUntil = ends === Infinity ? null : ends;
  enter(ticket, 'on_hold');
}

/** What ends its pause. */
const waitsFor = ({ stills, rules }: Ticket) => rules.plan.pauses[stills.at(-1)?.pause ?? '']?.ends ?? null;
