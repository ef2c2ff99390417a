import type { Command } from 'commander';

import { parseSpan } from '../../language/time/span.ts';
import type { Service } from '../answers.ts';
import { reach } from '../api.ts';
import { Undone } from '../ends.ts';
import { keyOption } from '../options.ts';
import type { Repeatable } from '../options.ts';
import { local, print, zone } from '../terminal.ts';

/** `guardia service degraded SERVICE --plan PLAN --reason TEXT`. */
export const addDegraded = (noun: Command): Command =>
  noun
    .command('degraded <service>')
    .description('it runs only partly from now on: applications see it, and whom the plan names is told')
    .requiredOption('--plan <plan>')
    .requiredOption('--reason <text>')
    .option('--for <span>', 'such as 2h: then it runs fully again by itself')
    .option(...keyOption)
    .action(degraded);

/** `guardia service normal SERVICE --plan PLAN`. */
export const addNormal = (noun: Command): Command =>
  noun
    .command('normal <service>')
    .description('it runs fully again')
    .requiredOption('--plan <plan>')
    .option(...keyOption)
    .action(normal);

type Degraded = Repeatable & { readonly plan: string; readonly reason: string; readonly for?: string };

async function degraded(service: string, _options: Degraded, command: Command): Promise<void> {
  const { json, url, key, plan, reason, for: span } = command.optsWithGlobals<Degraded>();
  const until = span === undefined ? {} : { until: endOf(span) };
  const api = await reach(url);
  const { body } = await api.post(`${pathOf(service)}/degraded`, { plan, reason, ...until }, key);
  const one = body as Service;
  const end = one.until === null ? '' : ` until ${local(one.until)}. Times in ${zone}`;
  print(json, one, () => [`${plan}/${service} is degraded${end}.`]);
}

async function normal(service: string, _options: object, command: Command): Promise<void> {
  const { json, url, key, plan } = command.optsWithGlobals<Repeatable & { readonly plan: string }>();
  const api = await reach(url);
  const { body } = await api.post(`${pathOf(service)}/degraded/lift`, { plan }, key);
  print(json, body, () => [`${plan}/${service} runs fully again.`]);
}

const pathOf = (service: string): string => `/services/${encodeURIComponent(service)}`;

function endOf(span: string): string {
  const read = parseSpan(span);
  if ('problem' in read) throw new Undone(`--for: ${read.problem}.`);
  return new Date(Date.now() + read.value).toISOString();
}
