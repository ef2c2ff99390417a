import type { Command } from 'commander';

import type { Event, Incident, Notification } from '../answers.ts';
import { reach } from '../api.ts';
import type { Api } from '../api.ts';
import type { Everywhere } from '../options.ts';
import { local, plain, print, table } from '../terminal.ts';

import { chapter, overview } from './overview.ts';

interface Options extends Everywhere {
  readonly events?: true;
  readonly notifications?: true;
  readonly postmortem?: true;
}

/** `guardia incident show REF`. */
export const addShow = (incident: Command): Command =>
  incident
    .command('show <reference>')
    .description('one incident as it stands')
    .option('--events', 'and what has happened to it')
    .option('--notifications', 'and who was told what')
    .option('--postmortem', 'and what was learned, as Markdown')
    .action(show);

async function show(reference: string, _options: Options, command: Command): Promise<void> {
  const { json, url, events, notifications, postmortem } = command.optsWithGlobals<Options>();
  const api = await reach(url);
  const path = `/incidents/${encodeURIComponent(reference)}`;
  const incident = await api.get<Incident>(path);
  const more = {
    ...(events && { events: await items<Event>(api, `${path}/events`) }),
    ...(notifications && { notifications: await items<Notification>(api, `${path}/notifications`) }),
    ...(postmortem && { postmortem: await api.get<{ markdown: string }>(`${path}/postmortem`) }),
  };
  print(json, { ...incident, ...more }, () => [
    ...overview(incident),
    ...chapter('Events', table((more.events ?? []).map(happened))),
    ...chapter('Notifications', table((more.notifications ?? []).map(told))),
    ...(more.postmortem === undefined ? [] : ['', ...more.postmortem.markdown.split('\n').map(plain)]),
  ]);
}

const items = async <T>(api: Api, path: string): Promise<readonly T[]> =>
  (await api.get<{ items: readonly T[] }>(path)).items;

/** An event in a line. */
export const happened = ({ at, kind, by, data, text }: Event): string[] => [
  local(at),
  kind,
  by ?? 'guardia',
  Object.entries({ ...data, ...text })
    .filter(([, value]) => value !== null)
    .map(([name, value]) => `${name}: ${plain(typeof value === 'string' ? value : JSON.stringify(value))}`)
    .join(', '),
];

const told = ({ recipient, name, channel, kind, dueAt, sentAt, lateMs, outcome }: Notification): string[] => [
  `due ${local(dueAt)}`,
  sentAt === null ? '' : `sent ${local(sentAt)}`,
  lateMs === null ? '' : `${(lateMs / 1000).toFixed(1)} s late`,
  outcome,
  kind,
  `${channel} to ${plain(name ?? recipient)}`,
];
