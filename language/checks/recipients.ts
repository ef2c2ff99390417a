import { isOutlet } from '../../domain/plan/watching.ts';
import { isUnreadable } from '../draft.ts';
import type { Draft } from '../draft.ts';
import { problem } from '../finding.ts';
import type { Path, Problem } from '../finding.ts';
import { chapterOf, readRecipient, standing } from '../recipient.ts';
import { suggest } from '../suggest.ts';
import { walk } from '../walk.ts';

/** Rules unknown-recipient, ambiguous-recipient, empty-role, reserved-name: it must be clear who is told, and somebody must be. */
export function recipients(draft: Draft): readonly Problem[] {
  const reserved = Object.entries(always).flatMap(([name, [who, ...chapters]]) =>
    chapters
      .filter((chapter) => draft.names(chapter).includes(name))
      .map((chapter) =>
        problem([chapter, name], 'reserved-name', `\`${name}\` always means ${who}; choose another name`, 'key'),
      ),
  );
  const told = [...walk(draft.value)].flatMap(({ path, value, meta }) =>
    meta.refers === 'recipient' && typeof value === 'string' ? recipient(draft, value, path) : [],
  );
  return [...reserved, ...told];
}

/** Who is written down by these names, whatever the plan, and where they cannot be another one's. */
const always: Readonly<Record<string, readonly [who: string, ...('people' | 'roles')[]]>> = {
  assignee: ['whoever the incident is assigned to', 'people', 'roles'],
  requester: ['whoever asked for help', 'people', 'roles'],
  watchers: ['whoever follows the incident', 'people', 'roles'],
  affected: ['whoever suffers from the incident', 'people'],
  subscribers: ['whoever subscribed to the news of the plan', 'people'],
  admin: ['an administrator of Guardia', 'people'],
};

function recipient(draft: Draft, written: string, path: Path): readonly Problem[] {
  const { kind, name } = readRecipient(written);
  if (kind === 'standing') return [];
  if (kind === 'any') return roleOrPerson(draft, name, path);
  const names = draft.names(kind === 'lead' ? 'levels' : chapterOf[kind]);
  if (kind === 'integration' && isMute(draft, name))
    return [
      problem(
        path,
        'unknown-recipient',
        `the integration \`${name}\` cannot be told anything: it is ${muteKind(draft, name)}`,
      ),
    ];
  if (names.includes(name)) return emptyRole(draft, kind === 'role' ? name : '', path);
  return [
    problem(
      path,
      'unknown-recipient',
      `there is no ${kind === 'lead' ? 'level' : kind} \`${name}\`${suggest(name, names)}`,
    ),
  ];
}

function roleOrPerson(draft: Draft, name: string, path: Path): readonly Problem[] {
  const people = draft.names('people');
  const roles = draft.names('roles');
  const isRole = roles.includes(name);
  if (isRole && people.includes(name))
    return [problem(path, 'ambiguous-recipient', `\`${name}\` is both a role and a person; rename one of them`)];
  if (isRole || people.includes(name)) return emptyRole(draft, name, path);
  if (isUnreadable(draft, 'people') || isUnreadable(draft, 'roles')) return [];
  const others = rotationsAndLevels(draft);
  const bare = others.find((one) => one.endsWith(` ${name}`));
  const near =
    bare === undefined ? suggest(name, [...roles, ...people, ...others, ...standing]) : `; did you mean \`${bare}\`?`;
  return [problem(path, 'unknown-recipient', `\`${name}\` is neither a role nor a person${near}`)];
}

const emptyRole = (draft: Draft, role: string, path: Path): readonly Problem[] =>
  draft.written.roles?.[role]?.members.length === 0
    ? [problem(path, 'empty-role', `nobody holds the role \`${role}\`, so nobody is told through it`)]
    : [];

/** Whether it is there and of a kind that only tells. */
function isMute({ written }: Draft, name: string): boolean {
  const one = written.integrations?.[name];
  return one !== undefined && !isOutlet(one);
}

const muteKind = ({ written }: Draft, name: string): string => `of the kind \`${written.integrations![name]!.kind}\``;

const rotationsAndLevels = (draft: Draft): readonly string[] => [
  ...draft.names('rotations').map((name) => `rotation ${name}`),
  ...draft.names('levels').map((name) => `level ${name}`),
  ...draft.names('integrations').map((name) => `integration ${name}`),
];
