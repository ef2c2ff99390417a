import type { Transaction } from 'kysely';

import { insertAlerts, repeatAlerts } from '../../db/alerts.ts';
import { insertIncidents, saveIncidents } from '../../db/incidents.ts';
import { insertRelation } from '../../db/relations.ts';
import type { Database } from '../../db/schema.ts';
import { fireDue, nextDue } from '../../domain/incident/due.ts';
import type { Attributes } from '../desk.ts';
import { attributesOf } from '../incident/outlook.ts';

import type { Batch, Ticket } from './batch.ts';

/** Whose workflow is to be woken, and for what. */
export interface Stir {
  readonly reference: string;
  readonly kind: string;
  readonly attributes?: Attributes;
}

/** Writes what a batch has made of what stood, in as many statements whatever it holds; answers who is to be stirred. */
export async function write(tx: Transaction<Database>, batch: Batch): Promise<Stir[]> {
  const all = [...batch.tickets.values()];
  const changed = all.filter(({ locked, incident }) => locked !== null && incident !== locked.incident);
  const fresh = all.filter(({ born }) => born !== null);
  const changes = changed.map(({ rules, locked, incident: before }) => {
    const incident = fireDue(rules, before, batch.now);
    return { locked: locked!, incident, nextDueAt: nextDue(rules, incident), wakeAt: batch.now };
  });
  await saveIncidents(tx, changes);
  await insertIncidents(
    tx,
    fresh.map((one) => asNew(one, batch.now)),
  );
  const alerts = [...batch.alerts];
  const known = alerts.filter((one) => one.known && (one.times > 0 || one.changed));
  await repeatAlerts(
    tx,
    known.map(({ alert, times, changed: isNew }) => ({
      ...alert,
      times,
      details: isNew ? alert.details : null,
    })),
  );
  await insertAlerts(
    tx,
    alerts.filter((one) => !one.known).map(({ alert, times }) => ({ ...alert, count: times })),
  );
  for (const { parent, child, at } of batch.ties)
    await insertRelation(tx, { reference: parent, kind: 'parent', other: child }, at, 'guardia');
  return [
    ...fresh.map(({ incident }) => ({
      reference: incident.reference,
      kind: 'opened',
      attributes: attributesOf(incident),
    })),
    ...changes.map(({ incident: { reference, events } }) => ({ reference, kind: events.at(-1)?.kind ?? 'alert' })),
  ];
}

function asNew({ rules, incident: opened, born }: Ticket, now: number) {
  const incident = fireDue(rules, opened, now);
  return { ...born!, incident, nextDueAt: nextDue(rules, incident) };
}
