import type { Letters } from '../letters.ts';

export const en: Letters = {
  bodies: {
    received: 'We have received your request “{title}”. Its reference is {reference}.',
    answer: 'There is an answer about “{title}” ({reference}):\n\n{text}',
    workaround: 'Until “{title}” ({reference}) is solved, this helps:\n\n{text}',
    resolved: '“{title}” ({reference}) is resolved.',
    closed: '“{title}” ({reference}) is closed.',
    reopened: 'We are working on “{title}” ({reference}) again.',
    appointment: 'There is an appointment about “{title}” ({reference}): {from} – {to}.\n\n{text}',
    'appointment-cancelled': 'The appointment about “{title}” ({reference}) of {from} is cancelled.',
    news: 'There is news about “{title}” ({reference}). It is now {status}.',
    first:
      'We know about this problem: {title} ({reference}). We are working on it. You will hear from us again by {next}.',
    update: 'We are still working on “{title}” ({reference}).\n\n{text}\n\nYou will hear from us again by {next}.',
    closing: 'The problem “{title}” ({reference}) is solved since {at}. Thank you for your patience.',
    released: 'Version {version} solves “{title}” ({reference}).\n\n{text}',
    'parent-resolved':
      'What is behind “{title}” ({reference}) is solved. If it still troubles you, answer on its page.',
  },
  expected: 'We will answer by {next} at the latest.',
  closed: 'We are closed at the moment and open again on {from}.',
  unattended: 'Nobody attends this channel at the moment; somebody does again from {from}.',
  unpromised: 'We have promised no time for the answer to such a request; we will answer as soon as we can.',
  inHand: 'Somebody is looking after it already.',
  reopenable: 'If it is not solved, answer or reopen it until {to} on its page.',
  question: 'How satisfied are you with the help you got?',
  scale: (outOf) => `1 is the worst mark, ${outOf} the best.`,
  sample: {
    title: 'Orders cannot be paid',
    text: 'Pay by bank transfer until it works again.\nThe account is in the shop.',
  },
  follow: 'Follow your request and answer',
  show: 'Show the incident',
  leave: 'Hear no more of this',
  why: {
    person: (plan) => `You get this because of your role in the support plan “${plan}”.`,
    requester: (plan) => `You get this because you asked “${plan}” for help.`,
    participant: (plan) => `You get this because this matter of “${plan}” concerns you.`,
    subscriber: (plan) => `You get this because you have subscribed to the news of “${plan}”.`,
  },
};
