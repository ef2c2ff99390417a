import type { Reach, ReachRow } from '../domain/plan/people.ts';
import { isOutlet } from '../domain/plan/watching.ts';

import { mapFields } from './json.ts';
import type { Chapter, Written } from './schema.ts';

/** How the people of a plan are paged who are not by mail alone. */
export function buildReach(written: Written): Readonly<Record<string, Reach>> {
  const all = mapFields(written.people ?? {}, (one) => reachOf(one, written));
  return Object.fromEntries(Object.entries(all).filter(([, { pager, rows }]) => pager !== null || rows.length > 0));
}

const reachOf = ({ pager, notify = [] }: Chapter<'people'>[string], written: Written): Reach => ({
  pager: pager === undefined ? null : pagerOf(pager, written),
  rows: notify.map(({ when, hours = null, via }): ReachRow => ({
    severities: when?.severity ?? null,
    hours,
    via: orMail(channelsIn(via, written)),
  })),
});

const orMail = (via: readonly string[]): readonly string[] => (via.length === 0 ? ['mail'] : via);

/** By its name or by what it is called; what is no integration is a word for people. */
function pagerOf(pager: string, { integrations = {} }: Written): string | null {
  const said = pager.toLowerCase();
  const found = Object.entries(integrations).find(
    ([name, one]) => isOutlet(one) && (name.toLowerCase() === said || one.title?.toLowerCase() === said),
  );
  return found?.[0] ?? null;
}

/** Integrations by their names; whatever else is named is mail. Empty where only mail is left. */
export function channelsIn(via: readonly string[], { integrations = {} }: Written): readonly string[] {
  const known = via.map((one) => (Object.hasOwn(integrations, one) && isOutlet(integrations[one]!) ? one : 'mail'));
  return known.every((one) => one === 'mail') ? [] : [...new Set(known)];
}
