import type { Draft } from '../draft.ts';
import { problem } from '../finding.ts';
import type { Path, Problem } from '../finding.ts';
import { usualTypes } from '../schema.ts';
import { suggest } from '../suggest.ts';

/** A name that is used: where, and of what it must be the name. */
interface Use {
  readonly path: Path;
  readonly name: string | undefined;
  readonly of: Kind;
}
type Kind = 'person' | 'calendar' | 'escalation' | 'tier' | 'severity' | 'type';

const kinds: Record<Kind, { readonly chapter: string; readonly noun: string }> = {
  person: { chapter: 'people', noun: 'a person' },
  calendar: { chapter: 'calendars', noun: 'a calendar' },
  escalation: { chapter: 'escalation', noun: 'an escalation policy' },
  tier: { chapter: 'tiers', noun: 'a tier' },
  severity: { chapter: 'severities', noun: 'a severity' },
  type: { chapter: 'types', noun: 'a type' },
};

/** Rules unknown-person, unknown-calendar, unknown-escalation, unknown-tier, unknown-severity, unknown-type: a name leads nowhere. */
export function references(draft: Draft): readonly Problem[] {
  return usesIn(draft).flatMap(({ path, name, of }) => {
    const names = namesOf(draft, of);
    if (name === undefined || names.includes(name)) return [];
    const { chapter, noun } = kinds[of];
    const message = `\`${name}\` is not ${noun} of \`${chapter}\`${suggest(name, names)}`;
    return [problem(path, `unknown-${of}`, message)];
  });
}

function namesOf(draft: Draft, kind: Kind): readonly string[] {
  if (kind === 'calendar') return [...draft.names('calendars'), 'always'];
  if (kind === 'type') return draft.written.types ?? usualTypes;
  return draft.names(kinds[kind].chapter as 'people');
}

function usesIn({ written }: Draft): readonly Use[] {
  const { roles = {}, customers = {}, severities = {}, tiers = {}, targets = [] } = written;
  return [
    ...Object.entries(roles).flatMap(([role, members]) =>
      members.map((name, index): Use => ({ path: ['roles', role, index], name, of: 'person' })),
    ),
    ...Object.entries(customers).flatMap(([id, { tier, contact }]): Use[] => [
      { path: ['customers', id, 'tier'], name: tier, of: 'tier' },
      { path: ['customers', id, 'contact'], name: contact, of: 'person' },
    ]),
    ...Object.entries(severities).flatMap(([id, { calendar, escalation }]): Use[] => [
      { path: ['severities', id, 'calendar'], name: calendar, of: 'calendar' },
      { path: ['severities', id, 'escalation'], name: escalation, of: 'escalation' },
    ]),
    ...Object.entries(tiers).map(([id, { calendar }]): Use => ({
      path: ['tiers', id, 'calendar'],
      name: calendar,
      of: 'calendar',
    })),
    ...targets.flatMap(({ when, calendar }, index): Use[] => [
      { path: ['targets', index, 'calendar'], name: calendar, of: 'calendar' },
      ...(['severity', 'tier', 'type'] as const).map((of): Use => ({
        path: ['targets', index, 'when', of],
        name: when[of],
        of,
      })),
    ]),
  ];
}
