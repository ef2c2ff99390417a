import { clockName } from './clock-name.ts';
import type { Messages } from '../messages.ts';

export const en: Messages = {
  opened: 'A new incident needs somebody.',
  warned: (percent, clock) => `${percent}% of the time for the ${clockName(en, clock)} is used up.`,
  nearing: (clock) => `The first limit of the time for the ${clockName(en, clock)} is reached; it is not over yet.`,
  broken: (clock) => `The time for the ${clockName(en, clock)} is over.`,
  assigned: 'This incident has been assigned to you.',
  reopened: 'This incident has been reopened.',
  replied: 'Whoever asked has written.',
  handedOver: 'This incident has been handed over to you.',
  news: 'There is news about an incident that you follow.',
  cameRound: 'It is time for this task of yours.',
  emergencyTest: {
    title: 'Test of the emergency contacts',
    description:
      'This is a test: nothing has happened. Please acknowledge it, so that it is proven that the list of emergency contacts reaches you.',
  },
  again: (times) => `You are told again (${times}) because nobody has acknowledged it yet.`,
  storm: (count) => `${count} notifications waited for you; here they are in one message.`,
  clocks: {
    response: 'response',
    resolution: 'resolution',
    postmortem: 'post-mortem',
    level: 'response of the level',
    containment: 'containment',
    update: 'next update',
  },
  labels: {
    severity: 'Severity',
    status: 'Status',
    due: 'Due',
    opened: 'Opened',
    service: 'Service',
    customer: 'Customer',
  },
  statuses: {
    received: 'received',
    triaged: 'triaged',
    in_progress: 'in progress',
    on_hold: 'on hold',
    resolved: 'resolved',
    closed: 'closed',
    cancelled: 'cancelled',
  },
  acknowledge: 'Acknowledge',
  show: 'Show the incident',
  confirm: (reference) => `Acknowledge ${reference}? You say with it that you are looking after it.`,
  acknowledged: (reference) => `${reference} is acknowledged. Thank you.`,
  noNeed: (reference) => `Thank you: ${reference} is looked after already. There is nothing left to acknowledge.`,
  linkIsOld: 'This link is not valid, or no longer.',
  why: (plan) => `You get this because of your role in the support plan “${plan}”.`,
};
