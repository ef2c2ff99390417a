import type { Finding } from './finding.ts';
import { kinds } from './key.ts';

/**
 * Whether a finding only follows from one of the YAML: an alias that leads nowhere leaves a hole, what is no value is not
 * looked into, and a name that is said twice hides another.
 */
export const isHollow = (one: Finding, findings: readonly Finding[]): boolean =>
  findings.some(
    ({ rule, path }) =>
      (rule === 'alias' && (one.path === path || one.path.startsWith(`${path}.`))) ||
      (rule === 'yaml' && path !== '' && one.path === path) ||
      (rule === 'duplicate-key' && namesMissedIn(path).some((missed) => missed === one.rule)),
  );

/** The rules by which the names of the chapter would be missed, of which one is said twice. */
function namesMissedIn(path: string): readonly string[] {
  const [chapter, ...deeper] = path.split('.');
  if (deeper.length !== 1) return [];
  const recipients = chapter === 'people' || chapter === 'roles' ? ['unknown-recipient'] : [];
  return [
    ...Object.entries(kinds).flatMap(([kind, [of]]) => (of === chapter ? [`unknown-${kind}`] : [])),
    ...recipients,
  ];
}
