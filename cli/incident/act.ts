import { InvalidArgumentError } from 'commander';
import type { Command } from 'commander';

import { bodies } from '../../api/schemas/acts.ts';
import { lifecycle } from '../../domain/incident/lifecycle.ts';
import type { Verb } from '../../domain/incident/lifecycle.ts';
import type { Incident } from '../answers.ts';
import { reach } from '../api.ts';
import { said, spoken } from '../asked.ts';
import { keyOption } from '../options.ts';
import type { Repeatable } from '../options.ts';
import { print } from '../terminal.ts';

import { asked, commandOf } from './flags.ts';
import { overview } from './overview.ts';

interface Options extends Repeatable {
  readonly ifMatch?: string;
}

/** `guardia incident acknowledge REF` and every other verb of the lifecycle. */
export function addActs(incident: Command): void {
  for (const verb of Object.keys(lifecycle) as Verb[]) {
    const command = incident.command(`${commandOf(verb)} <reference>`).description(spoken(bodies[verb].description!));
    for (const { option } of asked(verb)) command.addOption(option);
    command.option('--if-match <version>', 'act only if this is still its version, as `show` tells it', version);
    command.option(...keyOption).action((reference: string) => act(verb, reference, command));
  }
}

async function act(verb: Verb, reference: string, command: Command): Promise<void> {
  const options = command.optsWithGlobals<Options>();
  const { json, url, key, ifMatch } = options;
  const body = said(asked(verb), options);
  const api = await reach(url);
  const answer = await api.post(`/incidents/${encodeURIComponent(reference)}/${verb}`, body, key, ifMatch);
  print(json, answer.body, () => overview(answer.body as Incident));
}

/** As the API wants it: an ETag. */
function version(text: string): string {
  const [, number] = /^"?([1-9]\d{0,8})"?$/.exec(text) ?? [];
  if (number === undefined) throw new InvalidArgumentError('Say the version as a number, such as 7.');
  return `"${number}"`;
}
