import type { Insertable, Transaction } from 'kysely';

import type { Copy } from './copies.ts';
import type { Database } from './schema.ts';
import type { CopyRow } from './schema/backups.ts';

type Seen = Pick<Insertable<CopyRow>, 'plan' | 'backup' | 'of' | 'mode' | 'place' | 'bytes'> & {
  /** As of when the provider's newest copy is, epoch ms. */
  readonly newestAt: number;
  /** The provider copies without pause: there is one copy, which grows. */
  readonly grows: boolean;
};

/** Writes down a provider's newest copy: a new one, or what is new about the one that is known. One that is older is not. */
export async function seeCopy(tx: Transaction<Database>, { newestAt, grows, ...of }: Seen): Promise<void> {
  const known = await newestSeen(tx, of.plan, of.backup);
  if (known !== undefined && known.reaches_at! > newestAt) return;
  const reached = { reaches_at: newestAt, bytes: of.bytes, verdict: 'seen' };
  if (known !== undefined && (grows || known.reaches_at === newestAt))
    await tx.updateTable('copy').set(reached).where('id', '=', known.id).execute();
  else
    await tx
      .insertInto('copy')
      .values({ ...nothing, ...of, ...reached, began_at: newestAt, made_at: newestAt })
      .execute();
}

const newestSeen = (tx: Transaction<Database>, plan: string, backup: string): Promise<Copy | undefined> =>
  tx
    .selectFrom('copy')
    .selectAll()
    .where('plan', '=', plan)
    .where('backup', '=', backup)
    .where('driver', '=', 'watch')
    .where('status', '=', 'good')
    .where('deleted_at', 'is', null)
    .orderBy('reaches_at', 'desc')
    .limit(1)
    .forUpdate()
    .executeTakeFirst();

const nothing = {
  driver: 'watch' as const,
  status: 'good' as const,
  run: null,
  base: null,
  same_as: null,
  location: null,
  position: null,
  ms: null,
  sha256: null,
  tool: null,
  failed_why: null,
  verified_at: null,
  proven_at: null,
  deleted_at: null,
  lease_until: null,
};
