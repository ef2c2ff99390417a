import { realpathSync } from 'node:fs';
import { join } from 'node:path';

import { keepChildren } from './children.ts';
import type { Children } from './children.ts';
import { lockHome } from './lock.ts';
import { assembleParts, portUses } from './parts.ts';
import type { Programs } from './parts.ts';
import { requireFreePorts } from './ports.ts';
import { stopLeftoverPostgres } from './postgres-data.ts';
import { childEnvironment } from './settings.ts';
import type { Settings } from './settings.ts';
import { summary } from './summary.ts';
import { supervise } from './supervisor.ts';
import type { Supervisor } from './supervisor.ts';
import { findTemporal } from './temporal-binary.ts';
import type { Terminal } from './terminal.ts';

/** A Guardia that is starting or running. */
export interface Run {
  /** Resolves when everything is ready and said so; rejects when a part could not start. */
  ready: Promise<void>;
  /** Stops every child in order, keeps the data, frees the folder. */
  stop(): Promise<void>;
  /** Ends every child at once. */
  kill(): void;
}

/** Takes the folder of `settings`, clears up after a killed run and starts all parts. Throws at once if the folder is in use. */
export function startRun(asked: Settings, programs: Programs, terminal: Terminal): Run {
  const release = lockHome(asked.home);
  const settings = { ...asked, home: realpathSync(asked.home) };
  const children = keepChildren(settings.home);
  const supervisor = supervise(children, terminal);
  return {
    ready: startAll(settings, programs, children, supervisor, terminal),
    async stop() {
      await supervisor.stop();
      release();
    },
    kill() {
      children.kill();
      release();
    },
  };
}

async function startAll(
  settings: Settings,
  programs: Programs,
  children: Children,
  supervisor: Supervisor,
  terminal: Terminal,
) {
  await recover(settings, children, terminal);
  await requireFreePorts(portUses(settings));
  const parts = assembleParts(settings, children, programs, (line) => terminal.line(`  ${line}`));
  const database = settings.databaseUrl
    ? { url: settings.databaseUrl }
    : terminal.step('Postgres', () => supervisor.start(parts.postgres));
  const temporal = settings.temporalGiven ? undefined : startTemporal(settings, parts, supervisor, terminal);
  const mail = settings.smtpUrl ? undefined : terminal.step('Mail catcher', () => supervisor.start(parts.mail));
  const archiving = settings.demo
    ? terminal.step("The demo's Postgres", () => supervisor.start(parts.demoPostgres))
    : undefined;
  const [{ url }, archive] = await Promise.all([database, archiving, temporal, mail]);
  const env = childEnvironment(settings, process.env, url, archive?.url);
  if (archive) await terminal.step('Demo target', () => supervisor.start(parts.demo(url, archive.url)));
  // Both at once: what the API takes in at its first second is told by the worker even before that is ready.
  const [api] = await Promise.all([
    terminal.step('API and console', () => supervisor.start(parts.api(env))),
    terminal.step('Worker', () => supervisor.start(parts.worker(env))),
  ]);
  for (const line of summary(settings, api.said)) terminal.line(line);
}

function startTemporal(
  settings: Settings,
  parts: ReturnType<typeof assembleParts>,
  supervisor: Supervisor,
  terminal: Terminal,
) {
  return terminal.step('Temporal', async () => {
    const binary = await findTemporal({ home: settings.home, say: (sentence) => terminal.line(`    ${sentence}`) });
    return supervisor.start(parts.temporal(binary));
  });
}

/** Children of a run that was killed may live on and hold ports and data. */
async function recover(settings: Settings, children: Children, terminal: Terminal): Promise<void> {
  const left = children.alive();
  const clear = async () => {
    for (const name of left) await children.stop(name);
    for (const home of [settings.home, join(settings.home, 'demo')]) await stopLeftoverPostgres(join(home, 'postgres'));
  };
  if (left.length === 0) return clear();
  return terminal.step(`Stopped what an earlier run left (${left.join(', ')})`, clear);
}
