import type { Guide, Plan } from '../plan.ts';

import { meets } from './conditions.ts';
import type { Traits } from './conditions.ts';

/** A runbook or an article that helps with a ticket. */
export interface Attached {
  readonly name: string;
  readonly title: string;
  readonly file: string;
}

/** The runbooks for a ticket: its alert's, its category's, its severity's, then those whose every condition it meets. */
export const runbooksFor = (plan: Plan, traits: Traits & { readonly runbook?: string }): Attached[] =>
  attached(
    plan.runbooks,
    [
      traits.runbook,
      ownOf(plan.categories, traits.category)?.runbook,
      ownOf(plan.severities, traits.severity)?.runbook,
    ],
    traits,
  );

/** The articles for a ticket: its category's, then those that say they are for it. */
export const articlesFor = (plan: Plan, traits: Traits): Attached[] =>
  attached(plan.articles, [ownOf(plan.categories, traits.category)?.article], traits);

/** The names of the procedures for a ticket: those of its runbooks, then those that say they are for it. */
export function proceduresFor(plan: Plan, traits: Traits & { readonly runbook?: string }): string[] {
  const own = runbooksFor(plan, traits).map(({ name }) => `runbooks/${name}`);
  const others = Object.keys(plan.procedures).filter((name) => !name.startsWith('runbooks/'));
  const meant = others.filter((name) => fits(plan.procedures[name]!, traits));
  return [...own.filter((name) => Object.hasOwn(plan.procedures, name)), ...meant];
}

const ownOf = <T>(entries: Readonly<Record<string, T>>, name: string | null): T | undefined =>
  name !== null && Object.hasOwn(entries, name) ? entries[name] : undefined;

function attached(
  guides: Readonly<Record<string, Guide>>,
  named: readonly (string | null | undefined)[],
  traits: Traits,
): Attached[] {
  const meant = named.filter((name) => name !== null && name !== undefined);
  const matching = Object.keys(guides).filter((name) => fits(guides[name]!, traits));
  return [...new Set([...meant, ...matching])].flatMap((name) => {
    const guide = guides[name];
    return guide === undefined ? [] : [{ name, title: guide.title, file: guide.file }];
  });
}

/** One without conditions is only for those that name it. */
const fits = ({ when }: Pick<Guide, 'when'>, traits: Traits): boolean =>
  Object.keys(when).length > 0 && meets(when, traits);
