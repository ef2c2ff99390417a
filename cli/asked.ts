import { z } from '@hono/zod-openapi';
import { InvalidArgumentError, Option } from 'commander';

import { instantFrom } from './on-call/instant.ts';

/** A field of a body, as JSON Schema describes it. */
interface Described {
  readonly type?: string;
  readonly format?: string;
  readonly enum?: string[];
  readonly maxLength?: number;
  readonly default?: boolean;
  readonly description?: string;
}

/** One field of what an act says: its name in the API, and the option that asks for it. */
export interface Asked {
  readonly name: string;
  readonly option: Option;
}

/** What a body of the API has, as options, in that order. */
export function optionsOf(body: z.ZodType): Asked[] {
  const { properties = {}, required = [] } = z.toJSONSchema(body, { io: 'input', unrepresentable: 'any' });
  return Object.entries(properties as Readonly<Record<string, Described>>).map(([name, schema]) => ({
    name,
    option: optionFor(name, schema).makeOptionMandatory(required.includes(name)),
  }));
}

/** What was said by these options, as a body; what was not said is absent. */
export function said(asked: readonly Asked[], options: object): object {
  const all = asked.map(({ name, option }) => [name, Reflect.get(options, option.attributeName())] as const);
  return Object.fromEntries(all.filter(([, value]) => value !== undefined));
}

/** How to do it: `hold --reason <text> [--until <instant>]`. */
export const usageOf = (command: string, asked: readonly Asked[]): string =>
  [command, ...asked.map(({ option: { mandatory, flags } }) => (mandatory ? flags : `[${flags}]`))].join(' ');

function optionFor(name: string, schema: Described): Option {
  const dashed = flagOf(name);
  const description = spoken(schema.description!);
  if (schema.type === 'boolean')
    return schema.default === true
      ? new Option(`--no-${dashed}`, `do not ${description}`)
      : new Option(`--${dashed}`, description);
  if (schema.type === 'object')
    return new Option(`--${singular(dashed)} <name=value>`, `${description}; may be repeated`).argParser(pair);
  if (schema.type === 'integer') return new Option(`--${dashed} <number>`, description).argParser(wholeNumber);
  if (schema.format === 'date-time')
    return new Option(`--${dashed} <instant>`, description).argParser((text) => instantFrom(`--${dashed}`, text));
  if (schema.type === 'array')
    return new Option(`--${singular(dashed)} <name>`, `${description}; may be repeated`).argParser(another);
  const option = new Option(`--${dashed} <${placeholder(schema)}>`, description);
  return schema.enum === undefined ? option : option.choices(schema.enum);
}

/** `--version` is the program's own. */
const flagOf = (name: string): string =>
  name === 'version' ? 'in' : name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

const singular = (name: string): string => name.replace(/s$/, '');

const another = (text: string, before: readonly string[] = []): readonly string[] => [...before, text];

/** As the help of a command says it. */
export const spoken = (sentence: string): string => sentence.charAt(0).toLowerCase() + sentence.slice(1);

function placeholder({ format, enum: choices, maxLength = Infinity }: Described): string {
  if (format === 'email') return 'address';
  return choices !== undefined || maxLength <= 100 ? 'name' : 'text';
}

function wholeNumber(text: string): number {
  if (!/^-?\d{1,9}$/.test(text)) throw new InvalidArgumentError('Say a whole number.');
  return Number(text);
}

/** One more `name=value`. */
export function pair(text: string, before: Record<string, string> = {}): Record<string, string> {
  const at = text.indexOf('=');
  if (at < 1) throw new InvalidArgumentError('Say it as name=value.');
  return { ...before, [text.slice(0, at)]: text.slice(at + 1) };
}
