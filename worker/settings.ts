import { isIP } from 'node:net';

/** What a process of Guardia is told by its environment. */
export interface Settings {
  readonly databaseUrl: string;
  readonly smtpUrl: string;
  readonly mailFrom: string;
  /** How mail comes in; null: it does not. */
  readonly mailIn: MailIn | null;
  readonly publicUrl: string;
  readonly port: number;
  readonly host: string;
  readonly home: string;
  readonly plans: readonly string[];
  /** Other sites whose pages may ask the API. */
  readonly origins: readonly string[];
  /** Requests a minute of one key; Infinity: without end. */
  readonly perMinute: number;
  /** Posts a minute of one sender of alerts; Infinity: without end. */
  readonly alertsPerMinute: number;
  /** How many proxies of one's own stand in front. */
  readonly proxies: number;
}

export interface MailIn {
  readonly port: number;
  /** Files in PEM, for STARTTLS. */
  readonly tls: { readonly cert: string; readonly key: string } | null;
  /** Mails of one author; Infinity: without end. */
  readonly perHour: number;
}

/** What is set to nothing is not set. Throws a sentence where something is missing or can't be read. */
export function readSettings(env: NodeJS.ProcessEnv): Settings {
  const given = (name: string) => env[name] || undefined;
  const port = portOf('PORT', given('PORT') ?? '8400');
  const publicUrl = publicUrlOf(given('GUARDIA_PUBLIC_URL') ?? `http://127.0.0.1:${port}`);
  return {
    port,
    publicUrl,
    host: given('HOST') ?? '127.0.0.1',
    home: given('GUARDIA_HOME') ?? '.guardia',
    databaseUrl: needed('DATABASE_URL', given('DATABASE_URL'), 'postgres://user:password@host/database'),
    smtpUrl: needed('SMTP_URL', given('SMTP_URL'), 'smtp://host:25'),
    mailFrom: given('GUARDIA_MAIL_FROM') ?? `Guardia <guardia@${mailDomain(publicUrl)}>`,
    mailIn: mailInOf(given),
    ...doors(given),
    plans: (given('GUARDIA_PLANS') ?? 'plans').split(':').filter((path) => path !== ''),
  };
}

/** Who may come in how often. */
const doors = (
  given: (name: string) => string | undefined,
): Pick<Settings, 'origins' | 'perMinute' | 'proxies' | 'alertsPerMinute'> => ({
  origins: (given('GUARDIA_CORS_ORIGINS') ?? '').split(',').flatMap(originOf),
  perMinute: whole('GUARDIA_RATE_LIMIT', given('GUARDIA_RATE_LIMIT') ?? '60000') || Infinity,
  alertsPerMinute: whole('GUARDIA_ALERTS_LIMIT', given('GUARDIA_ALERTS_LIMIT') ?? '300000') || Infinity,
  proxies: whole('GUARDIA_PROXIES', given('GUARDIA_PROXIES') ?? '0'),
});

/** What plans may take from the environment: all but how Guardia reaches its own servers, which people who read plans need not know. */
export const environmentForPlans = (env: NodeJS.ProcessEnv): Readonly<NodeJS.ProcessEnv> =>
  Object.fromEntries(Object.entries(env).filter(([name]) => !/^(DATABASE_URL|SMTP_URL|TEMPORAL_.+)$/.test(name)));

function mailInOf(given: (name: string) => string | undefined): MailIn | null {
  const [port, cert, key] = [given('GUARDIA_SMTP_PORT'), given('GUARDIA_SMTP_TLS_CERT'), given('GUARDIA_SMTP_TLS_KEY')];
  if (port === undefined) return null;
  if ((cert === undefined) !== (key === undefined))
    throw new Error('GUARDIA_SMTP_TLS_CERT and GUARDIA_SMTP_TLS_KEY go together: set both, to files in PEM, or none.');
  return {
    port: portOf('GUARDIA_SMTP_PORT', port),
    tls: cert === undefined || key === undefined ? null : { cert, key },
    perHour: whole('GUARDIA_SMTP_LIMIT', given('GUARDIA_SMTP_LIMIT') ?? '100') || Infinity,
  };
}

function portOf(name: string, text: string): number {
  const port = Number(text);
  if (Number.isInteger(port) && port >= 1 && port <= 65_535) return port;
  throw new Error(`${name} is "${text}"; it is a number from 1 to 65535.`);
}

function whole(name: string, text: string): number {
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw new Error(`${name} is "${text}"; it is a whole number, such as 0 or 600.`);
}

/** `https://desk.example`, as browsers write it; a path would never match. */
function originOf(written: string): string[] {
  const text = written.trim().replace(/\/$/, '');
  if (text === '') return [];
  if (URL.canParse(text) && new URL(text).origin === text) return [text];
  throw new Error(
    `GUARDIA_CORS_ORIGINS holds "${text}"; it is origins such as https://desk.example, with commas between.`,
  );
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
