import { join } from 'node:path';

import { isArchived } from './archive.ts';

/** The example plans whose databases the demo target has. */
export const demoPlans = ['transport', 'calendar', 'callbot', 'loans', 'voip'] as const;

/** Where the databases of the demo are: each URL is that of a database beside which they stand. */
export interface DemoServers {
  readonly databaseUrl: string;
  /** A server whose log is kept as pgBackRest wants it. */
  readonly archivingUrl: string;
}

/** Where the demo target is: its address, its databases, and a folder of its own. */
export interface DemoPlace extends DemoServers {
  readonly port: number;
  readonly folder: string;
}

/** Where the places are that the plans only name. */
const placesIn = (folder: string) =>
  Object.fromEntries(
    ['S3', 'SUPABASE', 'GIT'].map((name) => [`GUARDIA_PLACE_${name}`, join(folder, 'places', name.toLowerCase())]),
  );

export const demoDatabaseUrl = ({ databaseUrl, archivingUrl }: DemoServers, plan: string): string =>
  Object.assign(new URL(isArchived(plan) ? archivingUrl : databaseUrl), { pathname: `/demo_${plan}` }).href;

/** What the `${NAME}` of the example plans stand for in the demo, so that everything that comes round in them has something to do. */
export function demoEnvironment({ port, folder, ...servers }: DemoPlace): Readonly<Record<string, string>> {
  const at = `http://127.0.0.1:${port}`;
  return {
    ...Object.fromEntries(
      demoPlans.map((plan) => [`${plan.toUpperCase()}_DATABASE_URL`, demoDatabaseUrl(servers, plan)]),
    ),
    TRANSPORT_URL: `${at}/transport`,
    TRANSPORT_FILES: join(folder, 'files'),
    TRANSPORT_REPOSITORY: join(folder, 'repository'),
    TRANSPORT_SUPABASE_URL: `${at}/transport/supabase`,
    TRANSPORT_SUPABASE_PROJECT: 'demo',
    TRANSPORT_SUPABASE_TOKEN: 'of the demo alone',
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
