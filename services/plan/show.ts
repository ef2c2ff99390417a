import { peopleOf } from '../../db/plans.ts';
import type { Desk } from '../desk.ts';

import { rulesOf } from './rules.ts';

/** Something of a plan as people choose it: its name in the plan, and what it is called. */
export interface Choice {
  readonly id: string;
  readonly title: string;
}

/** What one version of a plan lets people choose from. People who have left it keep their id as a title. */
export async function showPlan(desk: Desk, slug: string, version: number) {
  const { plan } = await rulesOf(desk, desk.db, slug, version);
  const names = new Map((await peopleOf(desk.db, slug)).map(({ id, name }) => [id, name]));
  return {
    title: plan.title,
    severities: titled(plan.severities),
    categories: titled(plan.categories),
    services: titled(plan.services),
    customers: titled(plan.customers),
    people: plan.people.map((id): Choice => ({ id, title: names.get(id) ?? id })),
  };
}

const titled = (named: Readonly<Record<string, { readonly title: string }>>): Choice[] =>
  Object.entries(named).map(([id, { title }]) => ({ id, title }));
