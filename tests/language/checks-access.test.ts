/** The edges of the rules about what people may do and see. */
import { expect, test } from 'vitest';

import { planWith, rulesIn } from './plans.ts';

const told = (chapters: string) => rulesIn(planWith(chapters)).filter((one) => !one.startsWith('recorded'));

test('a role without members works on nothing; one that may all works', () => {
  const roles = (may: string) => `roles: { lead: { members: [ana], may: ${may} }, desk: { members: [], may: work } }`;
  expect(told(roles('[see, override]'))).toEqual(['nobody-may-work roles.lead.may']);
  for (const may of ['admin', 'work', '[see, work]']) expect(told(roles(may))).toEqual([]);
});

test('the emergency contacts are people', () => {
  const types = (who: string) => `types: { security: { for: ${who} } }`;
  expect(told(types('[assignee, requester]'))).toEqual(['type-for-nobody types.security.for']);
  expect(told(`emergency: { contacts: [ana] }\n${types('emergency contacts')}`)).toEqual([]);
  expect(told(types('[assignee, ana]'))).toEqual([]);
});

test('a word that is no permission is refused', () =>
  expect(told('roles: { lead: { members: [ana], may: write } }')).toEqual(['wrong-value roles.lead.may']));

test('a customer is known by a domain or an address, each of one customer only', () => {
  expect(told('customers: { acme: { title: Acme } }')).toEqual(['missing customers.acme']);
  expect(told('customers: { acme: { addresses: a@b.example }, beta: { domains: [b.example] } }')).toEqual([]);
  expect(
    told('customers: { acme: { addresses: a@b.example }, beta: { addresses: [c@b.example, A@b.example] } }'),
  ).toEqual(['duplicate-domain customers.beta.addresses.1']);
  expect(told('customers: { acme: { addresses: nobody } }')).toEqual(['email customers.acme.addresses']);
});
