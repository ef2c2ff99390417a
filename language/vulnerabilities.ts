import { vulnerability } from '../domain/incident/category.ts';
import type { TargetRow } from '../domain/plan/promises.ts';
import type { Vulnerabilities } from '../domain/plan/vulnerabilities.ts';
import { usualTypes } from './schema.ts';
import type { Written } from './schema.ts';
import { promise } from './target-rows.ts';
import { tellOf } from './tell.ts';

/** How weaknesses are dealt with; null where the plan does not say, and nothing is updated because of them. */
export function buildVulnerabilities(written: Written): Vulnerabilities | null {
  const alerted = Object.entries(written.updates ?? {}).filter(([, { alert }]) => alert === true);
  if (written.vulnerabilities === undefined && alerted.length === 0) return null;
  const one = written.vulnerabilities ?? { owner: alerted[0]![1].owner };
  const type = typeOf(written);
  const all = Object.keys(written.severities).filter((id) => written.severities[id]!.types?.includes(type) ?? true);
  const due = all.filter((id) => Object.hasOwn(written.vulnerabilities?.due ?? {}, id));
  return {
    type,
    severities: due.length > 0 ? due : all.length > 0 ? all : Object.keys(written.severities),
    owner: (one.owner ?? []).flatMap((who) => tellOf(who, written)),
    procedure: written.vulnerabilities?.procedure ?? null,
    starts: alerted.map(([name]) => `updates/${name}`),
  };
}

/** What the plan's own category says, else what such tickets are usually called. */
function typeOf({ categories = {}, types }: Written): string {
  const own = categories[vulnerability]?.type;
  const all = types === undefined ? usualTypes : Object.keys(types);
  return own ?? ['security', 'task', 'incident'].find((one) => all.includes(one)) ?? all[0]!;
}

/** How soon weaknesses are mitigated: rows for their own tickets, before which no other counts. */
export const vulnerabilityRows = (written: Written): readonly TargetRow[] =>
  Object.entries(written.vulnerabilities?.due ?? {}).map(([severity, target]) => ({
    metric: 'resolution',
    from: 'opening',
    when: { category: vulnerability, severity },
    ...promise(target, undefined, `vulnerabilities.due.${severity}`),
    exclusive: true,
  }));
