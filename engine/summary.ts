import { relative } from 'node:path';

import { z } from 'zod';

import type { Settings } from './settings.ts';

const plansSchema = z.array(z.object({ slug: z.string(), title: z.string() }));
const here = (port: number) => `http://127.0.0.1:${port}`;

/** The last lines of a good start: where each part is, which plans are loaded, where the first key lies. */
export function summary(settings: Settings, said: Record<string, unknown>, cwd = process.cwd()): string[] {
  const { port, ports, home } = settings;
  const near = (path: string) => (path.startsWith(`${cwd}/`) ? relative(cwd, path) : path);
  const rows: [string, string][] = [
    ['Console', settings.publicUrl],
    ['Temporal UI', settings.temporalGiven ? 'that of the given server' : here(ports.temporalUi)],
    [
      'Mail catcher',
      settings.smtpUrl ? 'none: SMTP_URL is given' : `${here(ports.mailUi)} (SMTP at 127.0.0.1:${ports.smtp})`,
    ],
    ['Mail in', `smtp://127.0.0.1:${ports.mailIn}`],
    [
      'Postgres',
      settings.databaseUrl
        ? 'DATABASE_URL'
        : `127.0.0.1:${ports.postgres}, database guardia (password in ${near(home)}/postgres.password)`,
    ],
    ...(settings.demo
      ? [['Demo target', `${here(ports.demo)} (GUARDIA_DEMO=off to leave it out)`] as [string, string]]
      : []),
    ['Plans', planNames(said['plans'])],
    ['Admin key', typeof said['adminKeyFile'] === 'string' ? near(said['adminKeyFile']) : `${near(home)}/admin.key`],
    ['Logs', `${near(home)}/logs`],
  ];
  return ['', ...rows.map(([name, value]) => `  ${name.padEnd(14)}${value}`), '', `Guardia is ready at ${here(port)}`];
}

function planNames(plans: unknown): string {
  const known = plansSchema.safeParse(plans).data ?? [];
  if (known.length === 0) return 'none';
  return known.map(({ slug, title }) => `${slug} (${title})`).join(', ');
}
