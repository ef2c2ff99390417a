import { sql } from 'kysely';
import { Migrator } from 'kysely/migration';

import type { Db } from './connect.ts';
import { up as incidents } from './migrations/001-incidents.ts';
import { up as planVersions } from './migrations/002-plan-versions.ts';
import { up as overrides } from './migrations/003-overrides.ts';
import { up as requests } from './migrations/004-requests.ts';
import { up as access } from './migrations/005-access.ts';
import { up as participants } from './migrations/006-participants.ts';
import { up as handOvers } from './migrations/007-hand-overs.ts';
import { up as search } from './migrations/008-search.ts';
import { up as traits } from './migrations/008-traits.ts';
import { up as failures } from './migrations/009-failures.ts';
import { up as cancelled } from './migrations/010-cancelled.ts';
import { up as calendarsAnew } from './migrations/013-calendars-anew.ts';
import { up as releases } from './migrations/014-releases.ts';
import { up as postmortemDrafts } from './migrations/015-postmortem-drafts.ts';
import { up as watching } from './migrations/016-watching.ts';
import { up as doors } from './migrations/017-doors.ts';
import { up as storms } from './migrations/017-storms.ts';
import { up as monitors } from './migrations/018-monitors.ts';
import { up as mail } from './migrations/020-mail.ts';
import { up as heartbeats } from './migrations/021-heartbeats.ts';
import { up as channelsOut } from './migrations/019-channels-out.ts';
import { up as schedules } from './migrations/024-schedules.ts';
import { up as logbook } from './migrations/025-logbook.ts';
import { up as maintenance } from './migrations/026-maintenance.ts';
import { up as evidence } from './migrations/028-evidence.ts';
import { up as vulnerabilities } from './migrations/027-vulnerabilities.ts';
import { up as vulnerabilityAlerts } from './migrations/033-vulnerability-alerts.ts';
import { up as maintenanceRun } from './migrations/031-maintenance-run.ts';
import { up as refusedKeys } from './migrations/021-refused-keys.ts';
import { up as copies } from './migrations/023-copies.ts';
import { up as retention } from './migrations/023-retention.ts';
import { up as machines } from './migrations/030-machines.ts';
import { up as procedures } from './migrations/022-procedures.ts';

const migrations = {
  '001-incidents': { up: incidents },
  '002-plan-versions': { up: planVersions },
  '003-overrides': { up: overrides },
  '004-requests': { up: requests },
  '005-access': { up: access },
  '006-participants': { up: participants },
  '007-hand-overs': { up: handOvers },
  '008-search': { up: search },
  '008-traits': { up: traits },
  '009-failures': { up: failures },
  '010-cancelled': { up: cancelled },
  '013-calendars-anew': { up: calendarsAnew },
  '014-releases': { up: releases },
  '015-postmortem-drafts': { up: postmortemDrafts },
  '016-watching': { up: watching },
  '017-doors': { up: doors },
  '017-storms': { up: storms },
  '018-monitors': { up: monitors },
  '020-mail': { up: mail },
  '021-heartbeats': { up: heartbeats },
  '019-channels-out': { up: channelsOut },
  '021-refused-keys': { up: refusedKeys },
  '023-copies': { up: copies },
  '023-retention': { up: retention },
  '024-schedules': { up: schedules },
  '025-logbook': { up: logbook },
  '027-vulnerabilities': { up: vulnerabilities },
  '028-evidence': { up: evidence },
  '033-vulnerability-alerts': { up: vulnerabilityAlerts },
  '031-maintenance-run': { up: maintenanceRun },
  '030-machines': { up: machines },
  '022-procedures': { up: procedures },
  '026-maintenance': { up: maintenance },
};

/** Brings the schema up to date; several processes may do so at once. Throws when a step fails; it is then undone. */
export async function migrate(db: Db): Promise<void> {
  const provider = { getMigrations: async () => migrations };
  const { error } = await new Migrator({ db, provider }).migrateToLatest();
  if (error !== undefined) throw error instanceof Error ? error : new Error('a migration failed', { cause: error });
}

/** Whether Postgres answers. */
export const answers = (db: Db): Promise<boolean> =>
  sql`select 1`.execute(db).then(
    () => true,
    () => false,
  );
