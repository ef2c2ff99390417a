import { stringify } from 'yaml';

import { jsonSchema } from './json-schema.ts';
import type { Node } from './json-schema.ts';
import { isObject } from './walk.ts';

const beginning = `# Every key of a plan

This page is written by \`npx guardia plan schema --markdown\`; [the plan language](plan-language.md) tells how the keys go together.
A key in **bold** must be there. \`NAME\` stands for a name of your own, \`[]\` for an entry of a list. What is *recorded* is kept,
checked and shown, and nothing acts on it yet.

## The plan
`;

/** A page of Markdown with every key of the language: what it says, examples, and whether anything acts on it. */
export function keyPage(): string {
  const plan = jsonSchema();
  const chapters = Object.entries(plan.properties ?? {});
  return [beginning, ...table('key', keysOf(plan, '')), ...chapters.flatMap(chapterOf), ''].join('\n');
}

function chapterOf([name, node]: readonly [string, Node]): readonly string[] {
  const [path, entry] = entryOf(name, node);
  const keys = keysOf(entry, '').flatMap(withInner);
  const example = stringify({ [name]: node.examples?.[0] }).trimEnd();
  return keys.length === 0
    ? []
    : [
        `\n## ${name}\n`,
        `${inCell(node.description ?? '')}\n`,
        `\`\`\`yaml\n${example}\n\`\`\`\n`,
        ...table(`key of \`${path}\``, keys),
      ];
}

interface Key {
  readonly path: string;
  readonly node: Node;
  readonly needed: boolean;
}

/** What has keys at last, where there are named entries or a list of them; the long form where there is a short one. */
function entryOf(path: string, node: Node): readonly [path: string, entry: Node] {
  const { anyOf, items, additionalProperties: named } = node;
  const long = anyOf?.findLast((one) => one['type'] === 'object') ?? anyOf?.find(({ items: inner }) => inner);
  if (long !== undefined) return entryOf(path, long);
  if (items !== undefined) return entryOf(`${path}[]`, items);
  return isObject(named) ? entryOf(`${path}.NAME`, named) : [path, node];
}

/** Of all the days only the first: they say the same. */
function keysOf({ properties = {}, required = [] }: Node, before: string): readonly Key[] {
  const days = Object.keys(properties).filter((key) => '$ref' in properties[key]!);
  return Object.entries(properties)
    .filter(([key]) => !days.slice(1).includes(key))
    .map(([key, node]) => ({
      path: before + key,
      node: days.includes(key) ? jsonSchema().definitions!['hours']! : node,
      needed: (required as string[]).includes(key),
    }));
}

function withInner(key: Key): readonly Key[] {
  const [path, entry] = entryOf(key.path, key.node);
  return [key, ...keysOf(entry, `${path}.`).flatMap(withInner)];
}

const table = (head: string, keys: readonly Key[]): readonly string[] => [
  `| ${head} | what it says | for example |`,
  '|---|---|---|',
  ...keys.map(rowOf),
];

function rowOf({ path, node, needed }: Key): string {
  const name = needed ? `**\`${path}\`**` : `\`${path}\``;
  const examples = (node.examples ?? []).map((one) => `\`${flow(one)}\``);
  return `| ${name} | ${inCell(node.description ?? '')} | ${inCell(examples.join('<br>'))} |`;
}

const flow = (value: unknown): string =>
  stringify(value, { collectionStyle: 'flow', flowCollectionPadding: false, lineWidth: 0 }).trim();

const inCell = (text: string): string => text.replaceAll('|', '\\|').replace('Recorded, not executed.', '*Recorded.*');
