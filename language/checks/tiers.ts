import type { Draft } from '../draft.ts';
import { isWhole } from '../draft.ts';
import { clash, problem } from '../finding.ts';
import type { Problem } from '../finding.ts';
import { everHolds, promisedBy } from './promised.ts';
import type { Promised } from './promised.ts';

/** Rule tier-without-difference: a tier is paid for, so it must give what another, or none, does not. */
export function tiers(draft: Draft): readonly Problem[] {
  const promised = promisedBy(draft);
  if (promised === null || !isWhole(draft, 'channels')) return [];
  const names = draft.names('tiers');
  return names.flatMap((name, index): Problem[] => {
    const same = names.slice(0, index).find((other) => gives(draft, name) === gives(draft, other));
    if (same !== undefined) {
      const message = `the tier \`${name}\` gives the same as \`${same}\`: the same promises and the same channels; let them differ, or make them one`;
      return [clash(['tiers', name], 'tier-without-difference', message, ['tiers', same], 'key')];
    }
    if (!neverHolds(draft, promised, name)) return [];
    const message = `what the tier \`${name}\` promises never holds: by \`combine: ${promised.combine}\` something else wins for every severity; promise more, or combine otherwise`;
    return [problem(['tiers', name], 'tier-without-difference', message, 'key')];
  });
}

/** All that tells a tier from another, but for its names and its price. */
function gives({ written }: Draft, tier: string): string {
  const { title: _, description: __, price: ___, channels = [], ...own } = written.tiers![tier]!;
  const rows = (written.targets ?? []).map(({ when }) => when.tier?.includes(tier) ?? null);
  const reached = Object.values(written.channels ?? {}).map(({ tiers: for_ }) => for_?.includes(tier) ?? null);
  const ordered = Object.entries(own).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify([ordered, channels.toSorted(), rows, reached]);
}

/** The promises of the tier itself, of which none is ever what a ticket of its customers gets. */
function neverHolds({ written }: Draft, promised: Promised, tier: string): boolean {
  const row = written.tiers![tier]!;
  if (row.response === undefined && row.resolution === undefined) return false;
  return !everHolds(promised, promised.tickets(tier), row);
}
