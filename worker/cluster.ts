import type { Client, Connection } from '@temporalio/client';

import type { Db } from '../db/connect.ts';
import { setSetting, settingOr } from '../db/settings.ts';
import { wakeAllRuns } from '../db/runs.ts';
import { wakeAll } from '../db/wakes.ts';
import type { Desk } from '../services/desk.ts';

import { withRetry } from './process.ts';

const everyMs = 15_000;

interface Watching {
  readonly desk: Pick<Desk, 'db' | 'now'>;
  readonly client: Client;
  readonly warn: (sentence: string, details: object) => void;
}

/** Recognises the cluster once Temporal answers, makes sure of its search attributes, and looks again every 15 s. */
export async function watchCluster({ desk, client, warn }: Watching): Promise<void> {
  const look = async () => {
    if (!(await recogniseCluster(desk.db, client, desk.now()))) return;
    warn('this is another Temporal than before: every running incident is stirred', {});
  };
  await withRetry(look, (error) => warn('Temporal is not ready yet', { err: String(error) }));
  await withRetry(
    () => ensureAttributes(client),
    (error) => warn('the search attributes are missing', { err: String(error) }),
  );
  setInterval(
    () => void look().catch((error: unknown) => warn('Temporal does not answer', { err: String(error) })),
    everyMs,
  ).unref();
}

/** INDEXED_VALUE_TYPE_KEYWORD of Temporal's API. */
const keyword = 2;
const attributes = ['Plan', 'Type', 'Severity', 'Service', 'State'];

/** Adds the search attributes that are not there. */
async function ensureAttributes(client: Client): Promise<void> {
  const { operatorService } = client.connection as Connection;
  const namespace = client.options.namespace;
  const { customAttributes } = await operatorService.listSearchAttributes({ namespace });
  const missing = attributes.filter((name) => customAttributes[name] === undefined);
  if (missing.length === 0) return;
  await operatorService.addSearchAttributes({
    namespace,
    searchAttributes: Object.fromEntries(missing.map((name) => [name, keyword])),
  });
}

/**
 * When this is another Temporal than last time, or an emptied one, it knows of no incident: then all that are running want a
 * turn. Answers whether it was. Throws when Temporal can't be reached.
 */
export async function recogniseCluster(db: Db, client: Client, now: number): Promise<boolean> {
  const { workflowService } = client.connection;
  const namespace = client.options.namespace;
  const [cluster, described] = await Promise.all([
    workflowService.getClusterInfo({}),
    workflowService.describeNamespace({ namespace }),
  ]);
  const present = `${cluster.clusterId}/${described.namespaceInfo?.id}`;
  const known = await settingOr(db, 'temporal', () => present);
  if (known === present) return false;
  await wakeAll(db, now);
  await wakeAllRuns(db, now);
  await setSetting(db, 'temporal', present);
  return true;
}
