import { join } from 'node:path';

/** The example plans whose databases the demo target has. */
export const demoPlans = ['transport', 'calendar', 'callbot', 'loans', 'voip'] as const;

/** Theirs are backed up with pgBackRest, for which a server must be set up: the embedded one is not. */
const archiving: readonly string[] = ['loans', 'voip'];

/** Where the demo target is: its address, a Postgres server, and a folder of its own. */
export interface DemoPlace {
  readonly port: number;
  /** The URL of a database of that server; the demo's are beside it. */
  readonly databaseUrl: string;
  readonly folder: string;
}

/** Where the places are that the plans only name. */
const placesIn = (folder: string) =>
  Object.fromEntries(
    ['S3', 'SUPABASE', 'GIT'].map((name) => [`GUARDIA_PLACE_${name}`, join(folder, 'places', name.toLowerCase())]),
  );

export const demoDatabaseUrl = (databaseUrl: string, plan: string): string =>
  Object.assign(new URL(databaseUrl), { pathname: `/demo_${plan}` }).href;

/** What the `${NAME}` of the example plans stand for in the demo, so that everything that comes round in them has something to do. */
export function demoEnvironment({ port, databaseUrl, folder }: DemoPlace): Readonly<Record<string, string>> {
  const at = `http://127.0.0.1:${port}`;
  const databases = demoPlans
    .filter((plan) => !archiving.includes(plan))
    .map((plan) => [`${plan.toUpperCase()}_DATABASE_URL`, demoDatabaseUrl(databaseUrl, plan)]);
  return {
    ...(Object.fromEntries(databases) as Record<string, string>),
    TRANSPORT_URL: `${at}/transport`,
    TRANSPORT_FILES: join(folder, 'files'),
    TRANSPORT_REPOSITORY: join(folder, 'repository'),
    ...placesIn(folder),
    RESTIC_PASSWORD: 'of the demo alone',
    CALENDAR_API_URL: `${at}/calendar/api`,
    CALENDAR_APP_URL: `${at}/calendar/app`,
    CALLBOT_URL: `${at}/callbot`,
    CALLBOT_SUPABASE_URL: `${at}/callbot/supabase`,
    CALLBOT_TWILIO_URL: `${at}/callbot/twilio`,
    CALLBOT_ELEVENLABS_URL: `${at}/callbot/elevenlabs`,
    CALLBOT_OPENAI_URL: `${at}/callbot/openai`,
    CALLBOT_GOOGLE_AI_URL: `${at}/callbot/google-ai`,
    LOANS_URL: `${at}/loans`,
    LOANS_IMPORT_CHECK: 'true',
    LOANS_SMOKE_TESTS: 'true',
    VOIP_API_URL: `${at}/voip/api`,
    VOIP_PANEL_URL: `${at}/voip/panel`,
    VOIP_SIP: `127.0.0.1:${port}`,
    VOIP_HOST: `${at}/voip/metrics`,
    VOIP_DATABASE_HOST: `${at}/voip-database/metrics`,
    VOIP_PROMETHEUS_URL: `${at}/voip/prometheus`,
    VOIP_BACKUP_MARK: join(folder, 'last-backup'),
  };
}
