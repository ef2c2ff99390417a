import { isIP } from 'node:net';

/** What a process of Guardia is told by its environment. */
export interface Settings {
  readonly databaseUrl: string;
  readonly smtpUrl: string;
  readonly mailFrom: string;
  readonly publicUrl: string;
  readonly port: number;
  readonly host: string;
  readonly home: string;
  readonly plans: readonly string[];
}

/** What is set to nothing is not set. Throws a sentence where something is missing or can't be read. */
export function readSettings(env: NodeJS.ProcessEnv): Settings {
  const given = (name: string) => env[name] || undefined;
  const port = portOf(given('PORT') ?? '8400');
  const publicUrl = publicUrlOf(given('GUARDIA_PUBLIC_URL') ?? `http://127.0.0.1:${port}`);
  return {
    port,
    publicUrl,
    host: given('HOST') ?? '127.0.0.1',
    home: given('GUARDIA_HOME') ?? '.guardia',
    databaseUrl: needed('DATABASE_URL', given('DATABASE_URL'), 'postgres://user:password@host/database'),
    smtpUrl: needed('SMTP_URL', given('SMTP_URL'), 'smtp://host:25'),
    mailFrom: given('GUARDIA_MAIL_FROM') ?? `Guardia <guardia@${mailDomain(publicUrl)}>`,
    plans: (given('GUARDIA_PLANS') ?? 'plans').split(':').filter((path) => path !== ''),
  };
}

/** What plans may take from the environment: all but how Guardia reaches its own servers, which people who read plans need not know. */
export const environmentForPlans = (env: NodeJS.ProcessEnv): Readonly<NodeJS.ProcessEnv> =>
  Object.fromEntries(Object.entries(env).filter(([name]) => !/^(DATABASE_URL|SMTP_URL|TEMPORAL_.+)$/.test(name)));

function portOf(text: string): number {
  const port = Number(text);
  if (Number.isInteger(port) && port >= 1 && port <= 65_535) return port;
  throw new Error(`PORT is "${text}"; it is a number from 1 to 65535.`);
}

function publicUrlOf(text: string): string {
  if (URL.canParse(text)) return text.replace(/\/+$/, '');
  throw new Error(`GUARDIA_PUBLIC_URL is "${text}"; it is an address such as https://guardia.example.`);
}

/** An address in numbers is no domain that a mail could come from. */
function mailDomain(publicUrl: string): string {
  const { hostname } = new URL(publicUrl);
  return isIP(hostname.replace(/^\[|\]$/g, '')) === 0 ? hostname : 'localhost';
}

function needed(name: string, value: string | undefined, example: string): string {
  if (value !== undefined) return value;
  throw new Error(`${name} is not set: give it, as in ${example}, or run \`npm start\`, which does.`);
}
