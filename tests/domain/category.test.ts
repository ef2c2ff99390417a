/** What a report need not say because its category does, and the runbooks and articles that come with a ticket. */
import { expect, test } from 'vitest';

import { classified } from '../../domain/incident/category.ts';
import { articlesFor, runbooksFor } from '../../domain/incident/guides.ts';

import { doing, opened, shop, shopPlan } from './support.ts';

const chapters = `categories:
  billing: { type: security, severity: P2, runbook: bills, article: paying }
  network: {}
reviews: { keys: { every: quarter, owner: ana, severity: P4 } }
runbooks:
  general: runbooks/shop/general.md
  bills: { title: Bills, file: runbooks/shop/bills.md }
  down: { file: runbooks/shop/down.md, severity: P1, service: app }
  leak: { file: runbooks/shop/leak.md, type: security }
articles:
  paying: articles/shop/paying.md
  refunds: { title: Refunds, file: articles/shop/refunds.md, categories: [billing] }
  about: articles/shop/about.md
`;
const more = (text: string) => `${text.replace('P3: {', 'P3: { runbook: bills,')}${chapters}`;
const { plan } = shopPlan(more);
const { plan: bare } = shopPlan();

test.each<[string, object, object]>([
  ['a category gives both', { category: 'billing' }, { type: 'security', severity: 'P2' }],
  ['what is said counts more', { category: 'billing', type: 'task', severity: 'P4' }, { type: 'task', severity: 'P4' }],
  ['what is not said at all is an incident', { severity: 'P1' }, { type: 'incident', severity: 'P1' }],
  ['a review’s own category gives nothing', { category: 'keys', severity: 'P4' }, { type: 'incident', severity: 'P4' }],
])('%s', (_, said, kind) => expect(classified(plan, said)).toEqual(kind));

test('without a severity it says which there are, and which category gives one', () =>
  expect(() => classified(plan, { category: 'network' })).toThrow(
    'The severity is missing: say one of P1, P2, P3, P4, or name a category that gives one: billing.',
  ));

test('a category that the plan does not have is refused, at opening and at triage', () => {
  const offer = 'There is no category "bills" in this plan: it is one of billing, network.';
  expect(() => classified(plan, { category: 'bills', severity: 'P1' })).toThrow(offer);
  const rules = shop(more);
  expect(() => doing(rules, opened(rules), 'triage', 1, { category: 'bills' })).toThrow(offer);
});

test('where the plan has none any is kept', () =>
  expect(classified(bare, { category: 'constructor', severity: 'P1' })).toEqual({ type: 'incident', severity: 'P1' }));

const names = (all: readonly { name: string }[]) => all.map(({ name }) => name);
const ticket = { type: 'incident', severity: 'P4', tier: null, impact: null, category: null, service: null };

test.each<[string, object, string[]]>([
  ['nothing in particular', {}, []],
  ['its severity and service', { severity: 'P1', service: 'app' }, ['down']],
  ['its severity alone', { severity: 'P1' }, []],
  ['its category and its type, the category’s first', { category: 'billing', type: 'security' }, ['bills', 'leak']],
  ['its severity, which names one', { severity: 'P3' }, ['bills']],
  ['both name the same', { severity: 'P3', category: 'billing' }, ['bills']],
  ['a category that there is not', { category: 'constructor' }, []],
])('runbooks by %s', (_, traits, expected) =>
  expect(names(runbooksFor(plan, { ...ticket, ...traits }))).toEqual(expected),
);

test('articles by category: the one it names, then those that name it', () =>
  expect(articlesFor(plan, { ...ticket, category: 'billing' })).toEqual([
    { name: 'paying', title: 'paying', file: 'articles/shop/paying.md' },
    { name: 'refunds', title: 'Refunds', file: 'articles/shop/refunds.md' },
  ]));
