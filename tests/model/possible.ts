import type { Status } from '../../domain/incident/incident.ts';
import type { Verb } from '../../domain/incident/lifecycle.ts';

import { isOpen, isOwed, promiseOf } from './ticket.ts';
import type { Ticket } from './ticket.ts';

export const over: readonly Status[] = ['resolved', 'closed', 'cancelled'];
const is =
  (...all: readonly Status[]) =>
  (ticket: Ticket) =>
    all.includes(ticket.status);
const alive = ({ endedAt }: Ticket) => endedAt === null;
export const owes = (ticket: Ticket, metric: string) => {
  const one = promiseOf(ticket, metric);
  return one !== undefined && isOwed(one);
};

/** When each act is possible. */
export const possible: Partial<Record<Verb, (ticket: Ticket) => boolean>> = {
  triage: is('received', 'triaged'),
  acknowledge: (ticket) => isOpen(ticket) && ticket.acknowledgedAt === null,
  assign: isOpen,
  start: is('received', 'triaged'),
  hold: is('in_progress'),
  resume: is('on_hold'),
  contain: isOpen,
  workaround: isOpen,
  escalate: isOpen,
  snooze: isOpen,
  comment: () => true,
  reply: (ticket) => alive(ticket) && !ticket.merged,
  appointment: isOpen,
  'cancel-appointment': ({ meetsUntil, now }) => meetsUntil !== null && now < meetsUntil,
  phase: (ticket) => (isOpen(ticket) || ticket.status === 'resolved') && ticket.stays.size > 0,
  verify: (ticket) => is('in_progress', 'on_hold', 'resolved')(ticket) && ticket.stays.size > 0,
  resolve: isOpen,
  close: is('resolved'),
  cancel: isOpen,
  reopen: (ticket) => over.includes(ticket.status) && alive(ticket) && !ticket.merged,
  reclassify: isOpen,
  watch: alive,
  unwatch: alive,
  edit: alive,
  link: alive,
  unlink: alive,
  fulfil: (ticket) => Object.keys(ticket.rules.plan.clocks).some((name) => owes(ticket, name)),
  postmortem: (ticket) => is('resolved', 'closed')(ticket) && owes(ticket, 'postmortem'),
};

/** What who asked can do. */
export const theirs: readonly Verb[] = ['reply', 'reopen'];
