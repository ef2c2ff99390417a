import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';

import type { Command } from 'commander';

import { runBodies } from '../../api/schemas/run-bodies.ts';
import { runActs } from '../../domain/procedure/acts.ts';
import type { RunVerb } from '../../domain/procedure/acts.ts';
import type { Run } from '../answers.ts';
import { reach } from '../api.ts';
import { Undone } from '../ends.ts';
import { optionsOf, said, spoken } from '../asked.ts';
import { keyOption } from '../options.ts';
import type { Repeatable } from '../options.ts';
import { print } from '../terminal.ts';

import { runOverview } from './overview.ts';

/** `guardia run tick TRA-R1 --step verify --item 1` and every other act on a run. */
export function addRunActs(noun: Command): void {
  for (const verb of Object.keys(runActs) as RunVerb[]) {
    const command = noun.command(`${verb} <reference>`).description(spoken(runBodies[verb].description!));
    for (const { option } of optionsOf(runBodies[verb])) command.addOption(option);
    command.option(...keyOption).action((reference: string) => act(verb, reference, command));
  }
}

async function act(verb: RunVerb, reference: string, command: Command): Promise<void> {
  const options = command.optsWithGlobals<Repeatable>();
  const { json, url, key } = options;
  const body = await withFiles(said(optionsOf(runBodies[verb]), options));
  const answer = await (await reach(url)).post(`/runs/${encodeURIComponent(reference)}/${verb}`, body, key);
  print(json, answer.body, () => runOverview(answer.body as Run));
}

/** The files that are named, as the API takes them. Throws `Undone` where one cannot be read. */
async function withFiles(body: { readonly files?: readonly string[] }): Promise<object> {
  if (body.files === undefined) return body;
  const files = body.files.map(async (path) => {
    const content = await readFile(path).catch((error: NodeJS.ErrnoException) => {
      throw new Undone(`${path} cannot be read (${error.code ?? error.message}).`);
    });
    return { name: basename(path), content: content.toString('base64') };
  });
  return { ...body, files: await Promise.all(files) };
}
