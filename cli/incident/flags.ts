import { z } from '@hono/zod-openapi';
import { InvalidArgumentError, Option } from 'commander';

import { bodies } from '../../api/schemas/acts.ts';
import type { Verb } from '../../domain/incident/lifecycle.ts';
import { instantFrom } from '../on-call/instant.ts';

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
interface Asked {
  readonly name: string;
  readonly option: Option;
}

/** What the command of an act asks for: what its body has, in that order. */
export function asked(verb: Verb): Asked[] {
  const { properties = {}, required = [] } = z.toJSONSchema(bodies[verb], { io: 'input', unrepresentable: 'any' });
  return Object.entries(properties as Readonly<Record<string, Described>>).flatMap(([name, schema]) => [
    { name, option: optionFor(name, schema).makeOptionMandatory(required.includes(name)) },
    ...(name === 'actions' ? [{ name, option: actionOption }] : []),
  ]);
}

/** A preventive action, which becomes a ticket. */
const actionOption = new Option(
  '--action <title; owner; date>',
  'what will be done, by whom and until which day, such as "An alarm; ana; 2027-03-12": a ticket of that person; may be repeated',
)
  .conflicts('actions')
  .argParser(oneMore);

interface Action {
  readonly title: string;
  readonly owner: string;
  readonly due: string;
}

/** One more action. A title may have semicolons of its own. */
function oneMore(text: string, before: readonly Action[] = []): readonly Action[] {
  const [, title, owner, due] = /^(.*);([^;]*);([^;]*)$/.exec(text)?.map((part) => part.trim()) ?? [];
  if (title === undefined || owner === undefined || due === undefined)
    throw new InvalidArgumentError('Say it as "title; owner; date", such as "An alarm; ana; 2027-03-12".');
  return [...before, { title, owner, due }];
}

/** What its command is called: `verify` alone looks whether the record of an incident holds. */
export const commandOf = (verb: Verb): string => (verb === 'verify' ? 'verify-work' : verb);

/** How to do an act: `hold --reason <text> [--pause <name>] [--until <instant>]`. */
export const usage = (verb: Verb): string =>
  [commandOf(verb), ...asked(verb).map(({ option: { mandatory, flags } }) => (mandatory ? flags : `[${flags}]`))].join(
    ' ',
  );

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
