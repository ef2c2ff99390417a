import { lifecycle, words } from './lifecycle.ts';
import type { Rule, Verb } from './lifecycle.ts';
import { openStatuses } from './incident.ts';
import type { Status } from './incident.ts';

const rules = Object.entries(lifecycle) as readonly (readonly [Verb, Rule])[];

/** The life of an incident as a Mermaid state diagram: every act that leads to another status. */
export function lifeDiagram(): string {
  const moves = new Map<string, Verb[]>();
  for (const [verb, { from, to }] of rules)
    for (const status of from.filter((one) => to !== undefined && one !== to)) {
      const move = `${status} --> ${to!}`;
      moves.set(move, [...(moves.get(move) ?? []), verb]);
    }
  const lines = [...moves].map(([move, verbs]) => `${move}: ${verbs.join(', ')}`);
  return ['stateDiagram-v2', '[*] --> received', ...lines, 'closed --> [*]', 'cancelled --> [*]', ''].join('\n    ');
}

/** Every act as a row of a Markdown table: from which status, to which, what it needs and may say, who does it, and while what holds. */
export function actTable(): string {
  const head = ['act', 'from', 'to', 'needs', 'may say', 'who', 'only while it is'];
  const rows = rules.map(([verb, rule]) => [
    code(verb),
    spread(rule.from),
    rule.to === undefined ? 'stays' : words(rule.to),
    rule.needs.map(code).join(', '),
    (rule.may ?? []).map(code).join(', '),
    who(rule),
    rule.while?.words ?? '',
  ]);
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |\n`).join('');
}

const code = (text: string): string => `\`${text}\``;

function spread(from: readonly Status[]): string {
  const open = openStatuses.every((one) => from.includes(one));
  const rest = open ? from.filter((one) => !openStatuses.includes(one)) : from;
  if (open && rest.length === 3) return 'any';
  return [...(open ? ['open'] : []), ...rest.map(words)].join(', ');
}

function who({ requester }: Rule): string {
  if (requester === 'only') return 'requester';
  return requester === 'too' ? 'staff, requester' : 'staff';
}
