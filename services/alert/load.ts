import type { Transaction } from 'kysely';

import { countFiring, firingAlerts, incidentsFor, newSince, recentIncidents } from '../../db/alerts.ts';
import type { Known } from '../../db/alerts.ts';
import { lockIncidents } from '../../db/incidents.ts';
import type { Database } from '../../db/schema.ts';
import type { Signal } from '../../domain/alert/signal.ts';
import type { Rules } from '../../domain/plan.ts';
import type { Desk } from '../desk.ts';
import { caughtUp } from '../incident/catch-up.ts';
import { rulesNow } from '../on-call/rules.ts';

import { emptyBatch, keyOf } from './batch.ts';
import type { Batch } from './batch.ts';
import { bucketOf, stormKey } from './storms.ts';
import type { Bucket } from './storms.ts';

type Tx = Transaction<Database>;

/** A signal and the plan that it is for. */
export interface Meant {
  readonly rules: Rules;
  readonly signal: Signal;
}

/** What stands for these signals, its incidents locked: nobody else acts on them until the transaction ends. */
export async function load(desk: Pick<Desk, 'now' | 'rules'>, tx: Tx, all: readonly Meant[]): Promise<Batch> {
  const batch = emptyBatch(desk.now());
  for (const { rules } of all) batch.plans.set(rules.plan.slug, { rules, free: [] });
  const keys = distinct(all.map(({ rules, signal: { key } }) => ({ plan: rules.plan.slug, key })));
  const found = await incidentsFor(tx, keys);
  const standing = new Set(found.map(({ plan, key }) => keyOf(plan, key)));
  const fresh = all.filter(
    ({ rules, signal }) => signal.action === 'trigger' && !standing.has(keyOf(rules.plan.slug, signal.key)),
  );
  const gathered = await gathering(tx, batch, fresh);
  const references = new Set([...found.map(({ reference }) => reference), ...gathered]);
  for (const locked of await lockIncidents(tx, [...references])) {
    const { plan, planVersion, reference } = locked.incident;
    const rules = await rulesNow(desk, tx, plan, planVersion);
    const incident = await caughtUp(tx, rules, locked.incident, batch.now);
    batch.tickets.set(reference, { rules, locked, incident, born: null, firing: 0 });
  }
  for (const { plan, key, reference } of found) batch.openFor.set(keyOf(plan, key), reference);
  for (const [reference, count] of await countFiring(tx, [...references])) {
    const ticket = batch.tickets.get(reference);
    if (ticket !== undefined) ticket.firing = count;
  }
  for (const alert of await firingAlerts(tx, keys)) {
    const one = { alert, times: 0, known: true, changed: false };
    batch.firing.set(keyOf(alert.plan, alert.key), one);
    batch.alerts.add(one);
  }
  return batch;
}

const distinct = (keys: readonly Known[]): Known[] => [
  ...new Map(keys.map((one) => [keyOf(one.plan, one.key), one])).values(),
];

/** Where more come at once than the plan takes one by one: the incidents that they are gathered in, or are gathered themselves. */
async function gathering(tx: Tx, batch: Batch, fresh: readonly Meant[]): Promise<string[]> {
  const buckets = new Map<string, { rules: Rules; bucket: Bucket; keys: Set<string> }>();
  for (const { rules, signal } of fresh) {
    const bucket = bucketOf(rules.plan, signal);
    const id = keyOf(bucket.plan, stormKey(bucket));
    const one = buckets.get(id) ?? { rules, bucket, keys: new Set() };
    buckets.set(id, one);
    one.keys.add(signal.key);
  }
  const references: string[] = [];
  for (const [id, { rules, bucket, keys }] of buckets) {
    const { incidents, withinMs } = rules.plan.storm;
    const since = batch.now - withinMs;
    if (keys.size + (await cameBefore(tx, bucket, since)) <= incidents) continue;
    const [parent] = await incidentsFor(tx, [{ plan: bucket.plan, key: stormKey(bucket) }]);
    const children = await recentIncidents(tx, { ...bucket, since });
    batch.storms.set(id, { parent: parent?.reference ?? null, children });
    references.push(...(parent === undefined ? [] : [parent.reference]), ...children);
  }
  return references;
}

async function cameBefore(tx: Tx, { plan, service, type }: Bucket, since: number): Promise<number> {
  const all = await newSince(tx, plan, since);
  return all.find((one) => one.service === service && one.type === type)?.count ?? 0;
}
