import type { Transaction } from 'kysely';

import { changeAnnouncement, insertAnnouncement, standingOf, withdraw } from '../../db/announcements.ts';
import { chained, insertEvents } from '../../db/events.ts';
import { insertNotifications } from '../../db/notifications.ts';
import type { Database } from '../../db/schema.ts';
import { integrationIn } from '../../domain/access.ts';
import { people } from '../../domain/incident/escalation.ts';
import type { Event } from '../../domain/incident/incident.ts';
import { subjectOf } from '../../domain/maintenance/subject.ts';
import type { Window } from '../../domain/maintenance/window.ts';
import type { Rules } from '../../domain/plan.ts';
import type { MaintenanceKind } from '../../domain/plan/maintenance.ts';
import type { Run } from '../../domain/procedure/run.ts';

interface Announcing {
  readonly rules: Rules;
  readonly run: Run;
  readonly kind: MaintenanceKind;
  readonly window: Window;
  /** Why it is not for the window before; null: it is the first. */
  readonly why: string | null;
  readonly at: number;
}

/** Makes an announcement stand, instead of the one before, and has it told. */
export async function announce(tx: Transaction<Database>, one: Announcing): Promise<void> {
  const { rules, run, kind, window, why, at } = one;
  const before = await standingOf(tx, run.reference);
  if (before !== undefined) await withdraw(tx, before, at);
  const span = { from_at: window.from, until_at: Math.min(window.to, window.from + kind.lastsMs) };
  const { reference, plan, procedure } = run;
  const row = { plan, run: reference, kind: procedure.split('/')[1]!, services: kind.services, at, why, ...span };
  const id = await insertAnnouncement(tx, row);
  const data = { run: reference, fromAt: span.from_at, untilAt: span.until_at, why, services: [...kind.services] };
  await say(
    tx,
    rules,
    { id, plan, seq: 0, chain: '' },
    { kind: before === undefined ? 'announced' : 'moved', at, data },
    kind.tell,
  );
}

interface Standing {
  readonly id: number;
  readonly plan: string;
  readonly seq: number;
  readonly chain: string;
}

/** An event of an announcement, told to these. */
export async function say(
  tx: Transaction<Database>,
  rules: Rules,
  { id, plan, seq, chain }: Standing,
  what: Pick<Event, 'kind' | 'at' | 'data'>,
  tell: MaintenanceKind['tell'],
): Promise<void> {
  const notify = people(rules, nobody, tell, what.at);
  const event: Event = { ...what, key: `${what.kind}:${seq + 1}`, dueAt: null, by: null, text: {}, notify };
  const [stored] = chained(subjectOf(plan, id), [event], { seq, chain }, null);
  await insertEvents(tx, [stored!])!.execute();
  await changeAnnouncement(tx, id, { seq: stored!.seq, chain: stored!.hash });
  const told = {
    reference: stored!.reference,
    plan,
    event_key: event.key,
    kind: event.kind,
    due_at: event.at,
    try_at: event.at,
  };
  await insertNotifications(
    tx,
    notify.map((recipient) => {
      const channel = integrationIn(recipient);
      return { ...told, recipient, ...(channel !== null && { channel }) };
    }),
  );
}

/** It is about no ticket that some may not see. */
const nobody = { assignee: null, customer: null, type: '' };
