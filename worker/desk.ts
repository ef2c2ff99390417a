import { randomBytes } from 'node:crypto';

import { connect } from '../db/connect.ts';
import { migrate } from '../db/migrate.ts';
import { settingOr } from '../db/settings.ts';
import type { Rules } from '../domain/plan.ts';
import type { Desk } from '../services/desk.ts';

import { withRetry } from './process.ts';
import { environmentForPlans } from './settings.ts';
import type { Settings } from './settings.ts';

interface Opening {
  readonly connections: number;
  readonly stir: Desk['stir'];
  /** Hears of what went wrong with Postgres, and is tried again. */
  readonly onFailure: (error: unknown) => void;
}

/** A desk on a pool of `connections` of its own, once Postgres answers and has the newest schema. */
export async function openDesk(
  { databaseUrl, publicUrl }: Pick<Settings, 'databaseUrl' | 'publicUrl'>,
  { connections, stir, onFailure }: Opening,
): Promise<Desk> {
  const db = connect(databaseUrl, connections, onFailure);
  await withRetry(() => migrate(db), onFailure);
  const secret = await settingOr(db, 'link-secret', () => randomBytes(32).toString('base64url'));
  return {
    db,
    stir,
    publicUrl,
    secret,
    env: environmentForPlans(process.env),
    now: Date.now,
    rules: new Map<string, Promise<Rules>>(),
  };
}
