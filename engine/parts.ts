import { mkdirSync } from 'node:fs';
import { join } from 'node:path';

import type { Children, PartName } from './children.ts';
import { archivingSettings } from './demo/archive.ts';
import { startMailCatcher } from './mail-catcher.ts';
import { startPostgres } from './postgres.ts';
import { startProgram } from './program.ts';
import type { PortUse } from './ports.ts';
import type { Settings } from './settings.ts';
import { startTemporal } from './temporal.ts';

/** The files of the two programs that the engine runs beside the embedded parts, absolute or from the root of the project. */
export interface Programs {
  api: string;
  worker: string;
}

const demo = 'engine/demo/main.ts';

/** How to start each part, with log and record in the folder of `settings`. `say` hears what programs tell people. */
export function assembleParts(settings: Settings, children: Children, programs: Programs, say: (line: string) => void) {
  const { home, ports } = settings;
  const common = (name: PartName) => ({
    home,
    log: join(home, 'logs', `${name}.log`),
    spawned: (identity: Parameters<Children['add']>[1]) => children.add(name, identity),
  });
  const program = (name: 'api' | 'worker' | 'demo', title: string, env: NodeJS.ProcessEnv) => ({
    name,
    title,
    start: () => startProgram(title, { ...common(name), file: { ...programs, demo }[name], env, say }),
  });
  return {
    postgres: {
      name: 'postgres' as const,
      title: 'Postgres',
      start: () => startPostgres({ ...common('postgres'), port: ports.postgres }),
    },
    temporal: (binary: string) => ({
      name: 'temporal' as const,
      title: 'Temporal',
      start: () =>
        startTemporal({
          ...common('temporal'),
          binary,
          port: ports.temporal,
          uiPort: ports.temporalUi,
          namespace: settings.temporalNamespace,
        }),
    }),
    mail: {
      name: 'mail' as const,
      title: 'Mail catcher',
      start: () => startMailCatcher({ ...common('mail'), smtpPort: ports.smtp, uiPort: ports.mailUi }),
    },
    api: (env: NodeJS.ProcessEnv) => program('api', 'API and console', env),
    worker: (env: NodeJS.ProcessEnv) => program('worker', 'Worker', env),
    demoPostgres: {
      name: 'demo-postgres' as const,
      title: "The demo's Postgres",
      start: () => {
        const own = { ...common('demo-postgres'), home: join(home, 'demo') };
        mkdirSync(own.home, { recursive: true });
        return startPostgres({ ...own, port: ports.demoPostgres, settings: archivingSettings(home) });
      },
    },
    demo: (databaseUrl: string, archivingUrl: string) => {
      const place = { GUARDIA_DEMO_PORT: String(ports.demo), GUARDIA_DEMO_FOLDER: join(home, 'demo') };
      const databases = { DATABASE_URL: databaseUrl, GUARDIA_DEMO_DATABASE_URL: archivingUrl };
      return program('demo', 'Demo target', { PATH: process.env['PATH'], ...place, ...databases });
    },
  };
}

/** The ports that a start with these settings listens on, and what to do when one is taken. */
export function portUses({ port, ports, databaseUrl, temporalGiven, smtpUrl, demo: withDemo }: Settings): PortUse[] {
  const other = 'Stop what uses it, or set PORT to another number';
  const beside = `${other} (the embedded parts take the eight ports after it)`;
  const uses: PortUse[] = [
    { port, part: 'the API and console', remedy: `${other}.` },
    { port: ports.mailIn, part: 'mail that comes in', remedy: `${beside}, or set GUARDIA_SMTP_PORT.` },
  ];
  if (withDemo) {
    uses.push({ port: ports.demo, part: 'the demo target', remedy: `${beside}, or set GUARDIA_DEMO=off.` });
    uses.push({ port: ports.demoPostgres, part: "the demo's Postgres", remedy: `${beside}, or set GUARDIA_DEMO=off.` });
  }
  if (!databaseUrl) uses.push({ port: ports.postgres, part: 'Postgres', remedy: `${beside}, or set DATABASE_URL.` });
  if (!temporalGiven) {
    uses.push({ port: ports.temporal, part: 'Temporal', remedy: `${beside}, or set TEMPORAL_ADDRESS.` });
    uses.push({ port: ports.temporalUi, part: "Temporal's UI", remedy: `${beside}, or set TEMPORAL_ADDRESS.` });
  }
  if (!smtpUrl) {
    uses.push({ port: ports.smtp, part: "the mail catcher's SMTP", remedy: `${beside}, or set SMTP_URL.` });
    uses.push({ port: ports.mailUi, part: "the mail catcher's page", remedy: `${beside}, or set SMTP_URL.` });
  }
  return uses;
}
