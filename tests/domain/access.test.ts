/** What people of a plan may do and see is decided by their roles, and by nothing else. */
import { describe, expect, test } from 'vitest';

import { hiddenFrom, maySee, permissionsOf, rolesThatMay } from '../../domain/access.ts';
import { compiled } from '../support/plan.ts';
import { shopText } from './support.ts';

const roles = 'roles: { lead: [ana], support: [ion, eva], all: [ana, ion, eva] }';
const shopWith = (own: string, types = 'types: [incident, security, task]', more = '') =>
  compiled(shopText.replace(roles, `roles: ${own}`).replace('types: [incident, security, task]', types) + more).plan;
const plain = '{ lead: [ana], support: [ion, eva], all: [ana, ion, eva] }';

describe('may', () => {
  test('everybody see, work, override and so report, where no role says what it may', () => {
    for (const person of ['ana', 'ion'])
      expect(permissionsOf(shopWith(plain), person).toSorted()).toEqual(['override', 'report', 'see', 'work']);
  });

  const some = shopWith(
    '{ lead: { members: [ana], may: admin }, support: { members: [ion, eva], may: [work] }, all: [ana, ion, eva], desk: { members: [eva], may: [override, report] } }',
  );
  test('what some role says holds for its members only, and roles add up', () => {
    expect(permissionsOf(some, 'ana').toSorted()).toEqual(['admin', 'apply', 'override', 'report', 'see', 'work']);
    expect(permissionsOf(some, 'ion').toSorted()).toEqual(['report', 'see', 'work']);
    expect(permissionsOf(some, 'eva').toSorted()).toEqual(['override', 'report', 'see', 'work']);
  });

  test('who is in no role that says it may nothing', () => {
    const plan = shopWith('{ lead: { members: [ana], may: admin }, support: [ion, eva], all: [ana, ion, eva] }');
    expect(permissionsOf(plan, 'ion')).toEqual([]);
    expect(permissionsOf(plan, 'nobody')).toEqual([]);
  });

  test('who only reports sees nothing', () => {
    const plan = shopWith(
      '{ lead: { members: [ana], may: admin }, support: { members: [ion], may: report }, all: [eva] }',
    );
    expect(permissionsOf(plan, 'ion')).toEqual(['report']);
  });

  test('the roles that have a permission are told, those to which it comes with another one among them', () => {
    expect(rolesThatMay(some, 'see')).toEqual(['lead', 'support', 'desk']);
    expect(rolesThatMay(some, 'apply')).toEqual(['lead']);
    expect(rolesThatMay(shopWith(plain), 'apply')).toEqual([]);
  });
});

describe('see', () => {
  const types = 'types: { incident: {}, security: { for: [support, rotation night] }, task: { for: [person ana] } }';
  const night = 'rotations: { night: { members: [eva], every: 1 week, layers: [{ members: [ana], every: 1 day }] } }\n';
  const plan = shopWith('{ lead: [ana], support: [ion], all: [ana, ion, eva] }', types, night);

  test.each([
    ['ion', 'incident', true],
    ['ion', 'security', true],
    ['eva', 'security', true],
    ['ana', 'security', true],
    ['ana', 'task', true],
    ['ion', 'task', false],
    ['eva', 'task', false],
    ['nobody', 'security', false],
    ['admin', 'task', true],
  ])('%s a ticket of type %s: %s', (person, type, sees) => expect(maySee(plan, person, type)).toBe(sees));

  test('hidden is what one may not see', () => {
    expect(hiddenFrom(plan, 'ion')).toEqual(['task']);
    expect(hiddenFrom(plan, 'nobody')).toEqual(['security', 'task']);
    expect(hiddenFrom(plan, 'admin')).toEqual([]);
  });

  test('of a type for nobody but an assignee, only who may all sees tickets', () => {
    const closed = shopWith(
      '{ lead: { members: [ana], may: admin }, support: { members: [ion, eva], may: work }, all: [ana] }',
      'types: { incident: {}, security: { for: assignee }, task: {} }',
    );
    expect(['ana', 'ion', 'eva'].filter((one) => maySee(closed, one, 'security'))).toEqual(['ana']);
  });
});
