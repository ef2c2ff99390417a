import { InvalidArgumentError, Option } from 'commander';
import type { Command } from 'commander';

import { lifecycle } from '../../domain/incident/lifecycle.ts';
import type { Verb } from '../../domain/incident/lifecycle.ts';
import type { Incident } from '../answers.ts';
import { reach } from '../api.ts';
import { keyOption } from '../options.ts';
import type { Repeatable } from '../options.ts';
import { print } from '../terminal.ts';

import { flag } from './flags.ts';
import { overview } from './overview.ts';

const hints: Readonly<Record<string, string>> = {
  to: 'a person of the plan',
  until: 'when it goes on by itself, such as 2027-03-29T09:00 (local time unless it says Z or +02:00)',
  public: 'for the requester to see; it answers them',
};

/** `guardia incident acknowledge REF` and every other verb of the lifecycle. */
export function addActs(incident: Command): void {
  for (const verb of Object.keys(lifecycle) as Verb[]) {
    const command = incident.command(`${verb} <reference>`).description(`${verb} an incident`);
    for (const name of lifecycle[verb].needs) command.addOption(option(name).makeOptionMandatory());
    for (const name of mayOf(verb)) command.addOption(option(name));
    command.option(...keyOption).action((reference: string) => act(verb, reference, command));
  }
}

const mayOf = (verb: Verb): readonly string[] => (lifecycle[verb] as { may?: readonly string[] }).may ?? [];

const option = (name: string): Option => {
  const made = new Option(flag(name), hints[name]);
  return name === 'until' ? made.argParser(instant) : made;
};

async function act(verb: Verb, reference: string, command: Command): Promise<void> {
  const { json, url, key, ...body } = command.optsWithGlobals<Repeatable>();
  const api = await reach(url);
  const answer = await api.post(`/incidents/${encodeURIComponent(reference)}/${verb}`, body, key);
  print(json, answer.body, () => overview(answer.body as Incident));
}

function instant(text: string): string {
  const at = Date.parse(/^\d{4}-\d\d-\d\d$/.test(text) ? `${text}T00:00` : text);
  if (Number.isNaN(at)) throw new InvalidArgumentError('Say it as 2027-03-29T09:00.');
  return new Date(at).toISOString();
}
