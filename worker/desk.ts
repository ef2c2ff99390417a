import { randomBytes } from 'node:crypto';

import { bare } from '../channels/mail.ts';
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

type Asked = Pick<Settings, 'databaseUrl' | 'publicUrl'> & Partial<Pick<Settings, 'mailFrom' | 'mailIn'>>;

/** A desk on a pool of `connections` of its own, once Postgres answers and has the newest schema. */
export async function openDesk(
  { databaseUrl, publicUrl, mailFrom, mailIn }: Asked,
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
    mailbox: mailIn == null || mailFrom === undefined ? undefined : bare(mailFrom),
    env: environmentForPlans(process.env),
    now: Date.now,
    rules: new Map<string, Promise<Rules>>(),
  };
}
