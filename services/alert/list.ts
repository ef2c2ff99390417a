import { alertsOf, countAlerts } from '../../db/alerts.ts';
import { listReceived, receivedById, receiveOne } from '../../db/received.ts';
import type { ReceivedFilter } from '../../db/received.ts';
import type { ReceivedForm } from '../../db/schema/watching.ts';
import { fields } from '../../domain/alert/json.ts';
import { mayReach } from '../access/caller.ts';
import type { Caller } from '../access/caller.ts';
import { requirePermission } from '../access/permission.ts';
import { Invalid, NotFound } from '../desk.ts';
import type { Desk } from '../desk.ts';
import { show } from '../incident/show.ts';
import { once } from '../once.ts';
import { rulesInForce } from '../plan/rules.ts';

import type { Did } from './apply.ts';
import { hear, rehearse } from './hear.ts';

/** What was received within the last week, the latest first. It holds what only some may see: for who administers. Throws `Forbidden`. */
export async function received(desk: Desk, caller: Caller, wanted: ReceivedFilter) {
  await requirePermission(desk, caller, 'admin');
  if (caller.plan !== null && (wanted.plan ?? caller.plan) !== caller.plan) return { items: [], next: null };
  const rows = await listReceived(desk.db, { ...wanted, plan: caller.plan ?? wanted.plan, limit: wanted.limit + 1 });
  const page = rows.slice(0, wanted.limit);
  return { items: page.map(told), next: rows.length > page.length ? page.at(-1)!.id : null };
}

type Row = Omit<Awaited<ReturnType<typeof listReceived>>[number], 'outcome'> & {
  readonly outcome: { readonly signals?: readonly Did[] } | null;
};

const told = ({ id, plan, source, form, at, heard_at: heardAt, outcome, error }: Row) => ({
  id,
  plan,
  source,
  form,
  at,
  heardAt,
  outcome: outcome?.signals,
  error,
});

/** One of it with what it said. Throws `Forbidden`, `NotFound`. */
export async function receivedOne(desk: Desk, caller: Caller, id: number) {
  const { body, ...row } = await reachable(desk, caller, id);
  return { ...told(row), body: { ...body } };
}

async function reachable(desk: Desk, caller: Caller, id: number) {
  await requirePermission(desk, caller, 'admin');
  const row = await receivedById(desk.db, id);
  if (row === undefined || !mayReach(caller, row.plan))
    throw new NotFound(`Nothing was received under the number ${id}.`);
  return row;
}

/** Has it heard again as if it came now; answers how that went. Throws `Forbidden`, `NotFound`. */
export async function replay(desk: Desk, caller: Caller, id: number, key: string | null) {
  const { plan, source, form, body } = await reachable(desk, caller, id);
  const done = await once(desk, { caller, key, what: 'replay an alert', body: { id } }, () => async (tx) => {
    const again = await receiveOne(tx, { plan, source, form, body, at: desk.now() });
    return { id: again };
  });
  await hear(desk);
  return receivedOne(desk, caller, done.id);
}

const forms: Readonly<Record<string, ReceivedForm>> = {
  alertmanager: 'alertmanager',
  pagerduty: 'pagerduty',
  webhook: 'events',
};

/** What an integration of a plan would make of this, and what that would do now; nothing is done. Throws `Forbidden`, `Invalid`. */
export async function tryOut(
  desk: Desk,
  caller: Caller,
  { plan: slug, integration, body }: { plan: string; integration: string; body: unknown },
) {
  await requirePermission(desk, caller, 'work');
  const rules = mayReach(caller, slug) ? await rulesInForce(desk, slug) : undefined;
  if (rules === undefined) throw new Invalid(`There is no plan "${slug}".`, '/plan');
  const form = forms[rules.plan.integrations[integration]?.kind ?? ''];
  if (form === undefined)
    throw new Invalid(`The plan "${slug}" has no integration "${integration}" that sends alerts.`, '/integration');
  const row = {
    id: 0,
    plan: slug,
    source: `integration/${integration}`,
    form,
    body: fields(body),
    at: desk.now(),
    tries: 0,
  };
  const { signals, did } = await rehearse(desk, row);
  return signals.map((signal, index) => {
    const { did: would, reference } = did[index]!;
    const { key, title } = signal;
    if (signal.action === 'drop') return { ...nothing, key, title, would, reference };
    const { action, severity, type, service, runbook, policy } = signal;
    // The reference of what would be opened is nobody's.
    return {
      key,
      title,
      action,
      severity,
      type,
      service,
      runbook,
      policy,
      would,
      reference: would === 'opened' ? null : reference,
    };
  });
}

const nothing = { action: 'drop' as const, severity: null, type: null, service: null, runbook: null, policy: null };

const shown = 500;

/** The alerts behind an incident, the first first, and how many of them there are. Throws `NotFound`. */
export async function alertsBehind(desk: Desk, caller: Caller, reference: string) {
  await show(desk, caller, reference);
  const counts = await countAlerts(desk.db, reference);
  const count = (status: string) => counts.find((one) => one.status === status)?.count ?? 0;
  const items = await alertsOf(desk.db, reference, shown);
  return { items, firing: count('firing'), resolved: count('resolved') };
}
