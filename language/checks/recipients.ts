import type { Draft } from '../draft.ts';
import { problem } from '../finding.ts';
import type { Path, Problem } from '../finding.ts';
import { suggest } from '../suggest.ts';

/** Who can be told without being a person or a role of the plan. */
export const standing = ['assignee', 'customer contact'] as const;

/** Rules unknown-recipient, ambiguous-recipient, empty-role, reserved-name: it must be clear who is told, and somebody must be. */
export function recipients(draft: Draft): readonly Problem[] {
  const reserved = (['people', 'roles'] as const)
    .filter((chapter) => draft.names(chapter).includes('assignee'))
    .map((chapter) =>
      problem(
        [chapter, 'assignee'],
        'reserved-name',
        '`assignee` always means whoever the incident is assigned to; choose another name',
        'key',
      ),
    );
  const told = Object.entries(draft.written.escalation ?? {}).flatMap(([policy, steps]) =>
    steps.flatMap(({ tell }, step) =>
      tell.flatMap((name, index) => recipient(draft, name, ['escalation', policy, step, 'tell', index])),
    ),
  );
  return [...reserved, ...told];
}

function recipient(draft: Draft, name: string, path: Path): readonly Problem[] {
  if (standing.some((one) => one === name)) return [];
  const people = draft.names('people');
  const roles = draft.names('roles');
  const isRole = roles.includes(name);
  if (isRole && people.includes(name))
    return [problem(path, 'ambiguous-recipient', `\`${name}\` is both a role and a person; rename one of them`)];
  if (isRole && draft.written.roles?.[name]?.length === 0)
    return [problem(path, 'empty-role', `nobody holds the role \`${name}\`, so this step tells nobody through it`)];
  if (isRole || people.includes(name)) return [];
  return [
    problem(
      path,
      'unknown-recipient',
      `\`${name}\` is neither a role nor a person${suggest(name, [...roles, ...people, ...standing])}`,
    ),
  ];
}
