import { z } from 'zod';

import { weekdays } from './hours.ts';
import { mapFields } from './json.ts';
import { kinds, must } from './key.ts';
import type { Kind } from './key.ts';
import { planSchema } from './schema.ts';
import { isObject } from './walk.ts';
import { intervals } from './week.ts';

/** A JSON Schema, or a part of one. */
export interface Node {
  readonly description?: string;
  readonly examples?: readonly unknown[];
  readonly properties?: Readonly<Record<string, Node>>;
  readonly anyOf?: readonly Node[];
  readonly items?: Node;
  readonly definitions?: Readonly<Record<string, Node>>;
  readonly [keyword: string]: unknown;
}

/** The JSON Schema of a plan file: it accepts every plan without errors of form, and some more. */
export const jsonSchema = (): Node => ({
  // Editors know this draft best.
  $schema: 'http://json-schema.org/draft-07/schema#',
  title: 'A support plan',
  ...tidy(generated(planSchema)),
  definitions: { hours: tidy(generated(hours)) },
});

const hours = must(
  intervals,
  'The hours of a day such as `mon`, or of each day of a row such as `mon-fri`; a list where there are several.',
  '09:00-18:00',
  ['09:00-13:00', '14:00-18:00'],
);

function generated(schema: z.ZodType): Node {
  const { $schema: _, ...node } = z.toJSONSchema(schema, { io: 'input', target: 'draft-7', override: keepExamples });
  return node as Node;
}

/** They are left out where a text becomes something else. */
function keepExamples({ zodSchema, jsonSchema: node }: { zodSchema: z.core.$ZodTypes; jsonSchema: object }): void {
  const { examples } = z.globalRegistry.get(zodSchema) ?? {};
  if (examples !== undefined) Object.assign(node, { examples });
}

/** The same in words for people. */
function tidy({ word, refers, recorded, propertyNames, pattern, ...rest }: Node): Node {
  const { description: _, ...without } = rest;
  const description = textOf({ word, refers, recorded, ...rest });
  // Whether a name is one of the plan is for `plan check` to say.
  const hasPattern = pattern !== undefined && refers === undefined;
  return daysOnce({
    ...(description !== '' && { description }),
    ...mapFields(without, tidyInside),
    ...(isObject(propertyNames) && 'pattern' in propertyNames && { propertyNames }),
    ...(hasPattern && { pattern, patternErrorMessage: `${String(word)} is expected` }),
    ...(recorded === true && { 'x-guardia': 'recorded' }),
  });
}

function tidyInside(value: unknown, keyword: string): unknown {
  if (keyword === 'properties') return mapFields(value as Record<string, Node>, tidy);
  if (keyword === 'anyOf') return (value as Node[]).map(tidy).flatMap((one) => (isBareUnion(one) ? one.anyOf! : [one]));
  const isNode = keyword === 'items' || keyword === 'additionalProperties';
  return isNode && isObject(value) ? tidy(value) : value;
}

const isBareUnion = (node: Node): boolean => node.anyOf !== undefined && node.description === undefined;

/** What a key is for, what is written there, and whether anything acts on it. */
function textOf(node: Node): string {
  const { description, recorded } = node;
  if (description === undefined || description === node['word']) return '';
  return [description, formOf(node, description), recorded === true ? 'Recorded, not executed.' : '']
    .filter(Boolean)
    .join(' ');
}

/** What the description of a key does not say yet. */
function formOf(node: Node, description: string): string {
  const { word, refers } = wordIn(node);
  if (typeof refers === 'string' && Object.hasOwn(kinds, refers)) {
    const [chapter] = kinds[refers as Kind];
    return description.includes(`\`${chapter}\``) ? '' : `One of \`${chapter}\`.`;
  }
  return typeof word !== 'string' || shown.includes(word) ? '' : `Write ${word}.`;
}

/** What the examples of a key show well enough. */
const shown: readonly string[] = ['a text', 'a name', 'a span such as 30m'];

/** Of one or more it is the one. */
function wordIn(node: Node): Node {
  const inner = node.anyOf?.[0] ?? node.items;
  return node['word'] !== undefined || inner === undefined ? node : wordIn(inner);
}

/** There are 49 ways to name days: an editor offers some, and knows the others. */
function daysOnce(node: Node): Node {
  if (node.properties?.['sun-sat'] === undefined) return node;
  const rest = Object.entries(node.properties).filter(([key]) => !isDays(key));
  const offered = ['mon-fri', ...weekdays].map((key) => [key, { $ref: '#/definitions/hours' }]);
  return {
    ...node,
    properties: Object.fromEntries([...rest, ...offered]),
    patternProperties: { [days.source]: { $ref: '#/definitions/hours' } },
  };
}

const day = `(${weekdays.join('|')})`;
const days = new RegExp(`^${day}(-${day})?$`);
const isDays = (key: string): boolean => days.test(key);
