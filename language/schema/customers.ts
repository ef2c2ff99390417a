import { z } from 'zod';

import { may, recorded } from '../key.ts';
import * as word from '../words.ts';
import { flag, named, namesOf, strangers, texts, titled, unknownSenders, who } from './shapes.ts';
import { promises } from './promises.ts';

const customer = z
  .strictObject({
    ...titled,
    domains: may(word.oneOrMore(word.domain), 'The domains of their mail addresses: they tell who is asking.', [
      'acme.example',
    ]),
    addresses: may(
      word.oneOrMore(word.email),
      'Single addresses, of who has no domain of their own; they count before every domain, and are kept apart from the plan’s versions.',
      ['maria@mail.example'],
    ),
    tier: may(word.nameOf('tier'), 'What they pay for: one of `tiers`.', 'premium'),
    contact: may(word.nameOf('person'), 'The person who looks after them.', 'ana'),
  })
  .refine(({ domains = [], addresses = [] }) => domains.length + addresses.length > 0, {
    error: 'nothing tells who they are: give them `domains` or `addresses`',
    params: { rule: 'missing' },
  });

const tier = z.strictObject({
  ...titled,
  ...promises,
  channels: recorded(namesOf('channel'), 'The channels that this tier may use.', ['email', 'chat', 'phone']),
  price: recorded(word.text, 'What it costs.', '€300 a month'),
  'dedicated contact': recorded(flag, 'Whether each such customer has a contact of their own.', true),
});

const channel = z.strictObject({
  ...titled,
  address: may(
    word.text,
    'Where it is. Where that is an address of mail, what comes there becomes tickets and answers.',
    'support@shop.example',
    '${SUPPORT_ADDRESS}',
  ),
  type: may(word.nameOf('type'), 'The type of what comes by mail; an incident where it is left out.', 'request'),
  severity: may(word.nameOf('severity'), 'The severity of what comes by mail; the mildest where it is left out.', 'P3'),
  'unknown senders': may(unknownSenders, strangers, 'hold'),
  hours: may(word.nameOf('calendar'), 'The calendar on which it is open.', 'office'),
  answers: may(word.nameOf('calendar'), 'The calendar on which it is answered, where that is another one.', 'weekdays'),
  for: recorded(texts, 'What it is best for.', ['Urgent issues']),
  tiers: recorded(namesOf('tier'), 'Only for customers of these tiers.', ['enterprise']),
  appointment: recorded(flag, 'Whether one must make an appointment first.', true),
});

const level = z.strictObject({
  ...titled,
  ...promises,
  team: may(who, 'Who works at this level.', 'support'),
  lead: may(who, 'Who leads it: told as `level N1 lead`.', 'ana'),
  escalation: may(
    word.nameOf('escalation'),
    'The policy of what is handed over to it; that of the severity where it is left out.',
    'critical',
  ),
  duties: recorded(texts, 'What this level does.', ['First answer', 'Collects information']),
  channels: recorded(namesOf('channel'), 'How one reaches it.', ['email', 'chat']),
  handles: recorded(texts, 'What it is for, by example.', ['Problems with signing in']),
});

export const customerChapters = {
  customers: may(named(customer), 'Who asks for support; known from the address they write from.', {
    acme: { domains: ['acme.example'], tier: 'premium', contact: 'ana' },
  }),
  tiers: may(named(tier), 'What customers pay for, each with promises of its own, the same for every severity.', {
    premium: { response: '4h', resolution: '24h' },
  }),
  channels: may(named(channel), 'How support is reached, and when; the names are yours.', {
    phone: { hours: 'office', for: 'Urgent issues' },
  }),
  levels: may(
    named(level),
    'Levels of support, the first one first; each may promise a response from the arrival at it.',
    {
      N1: { team: 'support', response: '2h..4h', calendar: 'office' },
    },
  ),
};
