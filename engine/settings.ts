import { join, resolve } from 'node:path';

import { demoEnvironment } from './demo/environment.ts';
import { StartError } from './errors.ts';

/** The ports of the embedded parts, where mail comes in, and of the demo target: PORT+1 to PORT+8, so that two copies with other PORTs live side by side. */
export interface EmbeddedPorts {
  postgres: number;
  temporal: number;
  temporalUi: number;
  smtp: number;
  mailUi: number;
  mailIn: number;
  demo: number;
  demoPostgres: number;
}

/** What was asked for by environment variables; a part that is given from outside is not embedded. */
export interface Settings {
  port: number;
  ports: EmbeddedPorts;
  home: string;
  plans: string;
  publicUrl: string;
  databaseUrl: string | undefined;
  temporalGiven: boolean;
  temporalNamespace: string;
  smtpUrl: string | undefined;
  /** Whether the example plans have a demo target to watch. */
  demo: boolean;
}

/** Reads the settings of `npm start`; empty variables count as not set. Throws a StartError that names the wrong one. */
export function readSettings(env: NodeJS.ProcessEnv): Settings {
  const port = readPort('PORT', env['PORT'] || '8400', 65_527);
  return {
    port,
    ports: portsFrom(port, env['GUARDIA_SMTP_PORT']),
    home: resolve(env['GUARDIA_HOME'] || '.guardia'),
    plans: env['GUARDIA_PLANS'] || 'plans',
    publicUrl: (env['GUARDIA_PUBLIC_URL'] || `http://127.0.0.1:${port}`).replace(/\/+$/, ''),
    databaseUrl: env['DATABASE_URL'] || undefined,
    temporalGiven: Boolean(env['TEMPORAL_ADDRESS'] || env['TEMPORAL_PROFILE'] || env['TEMPORAL_CONFIG_FILE']),
    temporalNamespace: env['TEMPORAL_NAMESPACE'] || 'default',
    smtpUrl: env['SMTP_URL'] || undefined,
    demo: readDemo(env),
  };
}

const portsFrom = (port: number, mailIn = ''): EmbeddedPorts => ({
  postgres: port + 1,
  temporal: port + 2,
  temporalUi: port + 3,
  smtp: port + 4,
  mailUi: port + 5,
  demo: port + 7,
  demoPostgres: port + 8,
  mailIn: mailIn === '' ? port + 6 : readPort('GUARDIA_SMTP_PORT', mailIn, 65_535),
});

/** The example plans watch the demo target, unless there are other plans or another database, or it is said otherwise. */
function readDemo(env: NodeJS.ProcessEnv): boolean {
  const said = env['GUARDIA_DEMO'] || 'auto';
  if (!['auto', 'off'].includes(said)) throw new StartError(`GUARDIA_DEMO is "${said}". It must be auto or off.`);
  return said === 'auto' && !env['DATABASE_URL'] && ['plans', 'plans/'].includes(env['GUARDIA_PLANS'] || 'plans');
}

function readPort(name: string, text: string, most: number): number {
  const port = Number(text);
  if (Number.isInteger(port) && port >= 1 && port <= most) return port;
  const besides = name === 'PORT' ? ' (the eight after it are used too)' : '';
  throw new StartError(`${name} is "${text}". It must be a whole number from 1 to ${most}${besides}.`);
}

/** The environment handed to the API and the worker: where every part is, embedded or given. */
export function childEnvironment(
  settings: Settings,
  env: NodeJS.ProcessEnv,
  databaseUrl: string,
  archivingUrl = databaseUrl,
): NodeJS.ProcessEnv {
  const { ports, home } = settings;
  const demo = { port: ports.demo, databaseUrl, archivingUrl, folder: join(home, 'demo') };
  return {
    ...(settings.demo ? demoEnvironment(demo) : {}),
    ...withoutStrayTemporal(settings, withoutEmpty(env)),
    ...(settings.temporalGiven ? {} : { GUARDIA_TEMPORAL_UI_URL: `http://127.0.0.1:${ports.temporalUi}` }),
    ...(settings.smtpUrl ? {} : { GUARDIA_MAIL_UI_URL: `http://127.0.0.1:${ports.mailUi}` }),
    // They start sooner where what was compiled once is kept.
    NODE_COMPILE_CACHE: env['NODE_COMPILE_CACHE'] || join(settings.home, 'cache', 'compiled'),
    PORT: String(settings.port),
    GUARDIA_SMTP_PORT: String(ports.mailIn),
    GUARDIA_HOME: settings.home,
    GUARDIA_PLANS: settings.plans,
    GUARDIA_PUBLIC_URL: settings.publicUrl,
    DATABASE_URL: databaseUrl,
    SMTP_URL: settings.smtpUrl ?? `smtp://127.0.0.1:${ports.smtp}`,
  };
}

/** What is empty counts as not set. */
const withoutEmpty = (env: NodeJS.ProcessEnv): NodeJS.ProcessEnv =>
  Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));

/** A TLS key or a default profile meant for another cluster would make the embedded server unreachable. */
function withoutStrayTemporal(settings: Settings, env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  if (settings.temporalGiven) return env;
  const rest = Object.entries(env).filter(([name]) => !name.startsWith('TEMPORAL_'));
  return {
    ...Object.fromEntries(rest),
    TEMPORAL_ADDRESS: `127.0.0.1:${settings.ports.temporal}`,
    TEMPORAL_NAMESPACE: settings.temporalNamespace,
    TEMPORAL_CONFIG_FILE: '/dev/null',
  };
}
