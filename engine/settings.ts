import { join, resolve } from 'node:path';

import { StartError } from './errors.ts';

/** The ports of the embedded parts, and where mail comes in: PORT+1 to PORT+6, so that two copies with other PORTs live side by side. */
export interface EmbeddedPorts {
  postgres: number;
  temporal: number;
  temporalUi: number;
  smtp: number;
  mailUi: number;
  mailIn: number;
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
}

/** Reads the settings of `npm start`; empty variables count as not set. Throws a StartError that names the wrong one. */
export function readSettings(env: NodeJS.ProcessEnv): Settings {
  const port = readPort('PORT', env['PORT'] || '8400', 65_529);
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
  };
}

const portsFrom = (port: number, mailIn = ''): EmbeddedPorts => ({
  postgres: port + 1,
  temporal: port + 2,
  temporalUi: port + 3,
  smtp: port + 4,
  mailUi: port + 5,
  mailIn: mailIn === '' ? port + 6 : readPort('GUARDIA_SMTP_PORT', mailIn, 65_535),
});

function readPort(name: string, text: string, most: number): number {
  const port = Number(text);
  if (Number.isInteger(port) && port >= 1 && port <= most) return port;
  const besides = name === 'PORT' ? ' (the six after it are used too)' : '';
  throw new StartError(`${name} is "${text}". It must be a whole number from 1 to ${most}${besides}.`);
}

/** The environment handed to the API and the worker: where every part is, embedded or given. */
export function childEnvironment(settings: Settings, env: NodeJS.ProcessEnv, databaseUrl: string): NodeJS.ProcessEnv {
  const { ports } = settings;
  return {
    ...withoutStrayTemporal(settings, env),
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
