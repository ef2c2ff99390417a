import { z } from 'zod';

import { permissions } from '../../domain/access.ts';
import { may, must, recorded } from '../key.ts';
import * as word from '../words.ts';
import { named, namesOf, shortFor, texts, titled } from './shapes.ts';

const people = namesOf('person');

const person = z.strictObject({
  name: must(word.text, 'The name, as it is said to others.', 'Ana Pop'),
  email: must(word.email, 'Where mail reaches this person.', 'ana@shop.example', '${ANA_EMAIL}'),
  phone: may(
    word.text,
    'A telephone number: where an integration of the kind `sms` reaches this person.',
    '+40 700 000 000',
  ),
  pager: may(
    word.text,
    'Another way to be reached at any hour; the name or title of one of `integrations` that can be told is paged beside mail.',
    'PagerDuty',
  ),
  notify: may(
    z.array(
      z.strictObject({
        when: may(
          z.strictObject({
            severity: may(namesOf('severity'), 'Only incidents of these severities.', 'P1', ['P1', 'P2']),
          }),
          'Which incidents it is for.',
          { severity: 'P1' },
        ),
        hours: may(word.nameOf('calendar'), 'Only while this calendar is open.', 'nights'),
        via: must(
          namesOf('integration'),
          'By which channels this person is then paged: `email`, or some of `integrations`.',
          ['sms', 'email'],
        ),
      }),
    ),
    'By which channels this person is paged; the first row that fits counts, and where none does it is e-mail.',
    [{ when: { severity: 'P1' }, hours: 'nights', via: ['sms', 'email'] }],
  ),
  hours: recorded(word.nameOf('calendar'), 'The calendar on which this person can be reached.', 'always'),
});

const role = z.strictObject({
  ...titled,
  members: must(people, 'The people who hold the role.', ['ana', 'ion']),
  may: may(
    word.oneOrMore(word.choice(...permissions)),
    'What who holds it may do; where no role says so, everybody may see, work and override.',
    ['work', 'override'],
    'admin',
  ),
  duties: recorded(texts, 'What the role answers for.', ['Reviews logs', 'Fixes bugs']),
});

const somebody = people.refine((members) => members.length > 0, {
  error: 'nobody takes turns: name at least one person',
  params: { rule: 'wrong-value' },
});

const shifts = {
  members: must(somebody, 'Who takes turns, in this order.', ['ana', 'ion']),
  every: must(word.turn, 'How long a shift lasts, by the clock on the wall; an hour at least.', '1 week', '12h'),
  handoff: may(
    word.handoff,
    'When one hands over to the next, in the time zone of the plan; at 09:00 where it is left out.',
    'mon 09:00',
    '08:00',
  ),
  starts: may(word.date, 'The day of the first shift of the first member; else Monday 2024-01-01.', '2026-01-05'),
  calendar: may(word.nameOf('calendar'), 'The hours that are covered; all of them where it is left out.', 'office'),
};

const rotation = z.strictObject({
  ...titled,
  ...shifts,
  layers: may(z.array(z.strictObject(shifts)), 'Further layers; a later one wins where it covers.', [
    { members: ['mihai'], every: '1 day', calendar: 'nights' },
  ]),
});

const emergencyContact = z.strictObject({
  who: must(word.recipient, 'A person or a role.', 'cto'),
  by: may(texts, 'How to reach them.', ['email', 'phone']),
  hours: may(word.nameOf('calendar'), 'The calendar on which they answer.', 'always'),
  description: may(word.text, 'What they are for.', 'Executive support'),
});

const emergency = z.strictObject({
  contacts: must(
    z.array(shortFor('who', word.recipient, emergencyContact)),
    'Whom to reach when nobody else answers, in this order.',
    ['cto', { who: 'sre', by: ['email', 'pager'], hours: 'always' }],
  ),
  test: may(
    z.strictObject({
      every: must(word.every, 'How often a test message is sent.', 'quarter'),
      within: must(word.span, 'How soon somebody must answer it.', '1h'),
    }),
    'A message that somebody must answer, so that the list stays true.',
    { every: 'quarter', within: '1h' },
  ),
});

export const peopleChapters = {
  people: may(named(person), 'Who acts and is told. Their contacts are kept apart from the versions of the plan.', {
    ana: { name: 'Ana Pop', email: 'ana@shop.example' },
  }),
  roles: may(named(shortFor('members', people, role)), 'Who answers for what: a list of people, or more about it.', {
    'tech-lead': ['ana'],
  }),
  rotations: may(named(rotation), 'Who is on call when, in turns.', {
    primary: { members: ['ana', 'ion'], every: '1 week', handoff: 'mon 09:00' },
  }),
  emergency: may(emergency, 'The list of emergency contacts, and how it is kept true.', { contacts: ['cto'] }),
};
