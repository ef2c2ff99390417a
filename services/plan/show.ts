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
    tiers: titled(plan.tiers),
    levels: titled(plan.levels),
    pauses: titled(plan.pauses),
    channels: titled(plan.channels),
    clocks: titled(plan.clocks),
    runbooks: titled(plan.runbooks),
    types: named(plan.types),
    impacts: named(plan.impacts),
    people: plan.people.map((id): Choice => ({ id, title: names.get(id) ?? id })),
    /** What else tickets record. */
    fields: plan.fields,
    /** The types of tickets that only some may see. */
    restricted: Object.keys(plan.restricted),
    /** By customer: the person of the plan who looks after them. */
    contacts: Object.fromEntries(Object.entries(plan.customers).map(([id, { contact }]) => [id, contact])),
  };
}

const titled = (all: Readonly<Record<string, { readonly title: string }>>): Choice[] =>
  Object.entries(all).map(([id, { title }]) => ({ id, title }));

const named = (all: readonly string[]): Choice[] => all.map((id) => ({ id, title: id }));
