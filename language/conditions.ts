import type { Conditions, ConditionTrait } from '../domain/plan/traits.ts';

const traits: readonly ConditionTrait[] = ['type', 'severity', 'impact', 'category', 'tier', 'service'];

/** What of an entry says which tickets it is for. */
export const conditionsOf = (one: { readonly [trait in ConditionTrait]?: readonly string[] | undefined }): Conditions =>
  Object.fromEntries(traits.flatMap((trait) => (one[trait] === undefined ? [] : [[trait, one[trait]]])));
