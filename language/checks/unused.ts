import type { Draft } from '../draft.ts';
import { isWhole } from '../draft.ts';
import { problem } from '../finding.ts';
import type { Problem } from '../finding.ts';
import { readRecipient } from '../recipient.ts';
import type { Written } from '../schema.ts';
import { isObject, walk } from '../walk.ts';

const kinds = ['person', 'role', 'calendar'] as const;
type Kind = (typeof kinds)[number];

const chapters = { person: 'people', role: 'roles', calendar: 'calendars' } as const;
const meant = {
  person: 'is in no role or rotation and nothing names them: give them something to do',
  role: 'is told nothing and owns nothing: use it',
  calendar: 'is what no time counts on: use it',
};

/** Rules unused-person, unused-role and unused-calendar: nothing refers to an entry, so a name was misspelt or forgotten. */
export function unused(draft: Draft): readonly Problem[] {
  // What is not well formed may be what refers to it.
  if (!isObject(draft.value) || !isWhole(draft, ...(Object.keys(draft.value) as (keyof Written)[]))) return [];
  const used = usedIn(draft);
  // Where nobody is referred to yet, nobody is forgotten.
  const anybody = draft.names('people').some((name) => used.has(`person ${name}`));
  return kinds
    .filter((kind) => kind !== 'person' || anybody)
    .flatMap((kind) =>
      draft
        .names(chapters[kind])
        .filter((name) => !used.has(`${kind} ${name}`))
        .map((name) =>
          problem([chapters[kind], name], `unused-${kind}`, `\`${name}\` ${meant[kind]}, or take it out`, 'key'),
        ),
    );
}

/** `person ana`, `calendar office` and their like: all that is referred to. */
function usedIn(draft: Draft): ReadonlySet<string> {
  const used = new Set<string>();
  for (const { value, meta } of walk(draft.value)) {
    if (meta.refers === undefined || typeof value !== 'string') continue;
    used.add(meta.refers === 'recipient' ? recipient(draft, value) : `${meta.refers} ${value}`);
  }
  return used;
}

function recipient(draft: Draft, written: string): string {
  const { kind, name } = readRecipient(written);
  const found: Kind = draft.names('roles').includes(name) ? 'role' : 'person';
  return `${kind === 'any' ? found : kind === 'lead' ? 'level' : kind} ${name}`;
}
