import { InvalidArgumentError, Option } from 'commander';

import { bodies } from '../../api/schemas/acts.ts';
import type { Verb } from '../../domain/incident/lifecycle.ts';
import { optionsOf, usageOf } from '../asked.ts';
import type { Asked } from '../asked.ts';

/** What the command of an act asks for: what its body has, in that order. */
export const asked = (verb: Verb): Asked[] =>
  optionsOf(bodies[verb]).flatMap((one) => [
    one,
    ...(one.name === 'actions' ? [{ name: 'actions', option: actionOption }] : []),
  ]);

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
export const usage = (verb: Verb): string => usageOf(commandOf(verb), asked(verb));
