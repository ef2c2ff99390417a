import { keptMonitors } from '../../db/monitors.ts';
import type { Found, MonitorRow } from '../../db/monitors.ts';
import { mutesAt } from '../../db/mutes.ts';
import type { Plan } from '../../domain/plan.ts';
import type { Recurrence } from '../../domain/recurrence.ts';
import { watchedOf } from '../../domain/monitor/watched.ts';
import { spellRecurrence } from '../../language/time/spell-recurrence.ts';
import type { Caller } from '../access/caller.ts';
import type { Desk } from '../desk.ts';
import { isConfigured as hasKey } from '../heartbeat/expectation.ts';
import { plans } from '../plan/list.ts';
import { rulesOf } from '../plan/rules.ts';

import { isConfigured } from './question.ts';

type Kind = 'check' | 'alert' | 'heartbeat';

/** How a monitor stands, for people. */
export interface MonitorView {
  readonly plan: string;
  readonly kind: Kind;
  readonly name: string;
  readonly title: string;
  readonly service: string | null;
  readonly every: string;
  /** The severity of what it opens; null: it opens nothing. */
  readonly opens: string | null;
  /** `unknown`: it could not be measured when it was last looked at. */
  readonly status: string;
  readonly since: number | null;
  readonly flapping: boolean;
  readonly last: Found | null;
  /** Since when somebody waits for it to be looked at. */
  readonly askedAt: number | null;
  readonly muted: { readonly until: number; readonly by: string; readonly reason: string | null } | null;
  readonly timezone: string;
}

interface Wanted {
  readonly plan?: string | undefined;
  readonly status?: string | undefined;
}

/** The monitors of the plans in force that the caller may see, as the plans have them. */
export async function monitors(desk: Desk, caller: Caller, wanted: Wanted = {}): Promise<readonly MonitorView[]> {
  const own = (await plans(desk, caller)).filter(({ slug }) => (wanted.plan ?? slug) === slug);
  const slugs = own.map(({ slug }) => slug);
  const [kept, mutes] = [await keptMonitors(desk.db, slugs), await mutesAt(desk.db, desk.now(), slugs)];
  const all: MonitorView[] = [];
  for (const { slug, version } of own) {
    const { plan } = await rulesOf(desk, desk.db, slug, version);
    for (const one of listed(plan, desk)) {
      const row = kept.find((each) => each.plan === slug && each.name === `${one.kind}/${one.name}`);
      const mute = mutes.find((each) => each.plan === slug && each.monitor === `${one.kind}/${one.name}`);
      const { timezone } = plan;
      const muted = mute === undefined ? null : { until: mute.until_at, by: mute.made_by, reason: mute.reason };
      all.push({ plan: slug, timezone, muted, ...told(one), ...standing(row, one.configured) });
    }
  }
  return all.filter(({ status, muted }) => {
    if (wanted.status === 'muted') return muted !== null;
    return (wanted.status ?? status) === status;
  });
}

interface Listed {
  readonly kind: Kind;
  readonly name: string;
  readonly title: string;
  readonly service: string | null;
  readonly every: Recurrence | null;
  readonly opens: string | null;
  readonly configured: boolean;
}

/** What of a plan is a monitor: what another system watches is not. */
function listed(plan: Plan, { env }: Pick<Desk, 'env'>): readonly Listed[] {
  const own = watchedOf(plan).map((one): Listed => {
    const [kind, name] = partsOf(one.name);
    const { opens, service } = one.effect;
    return { kind, name, title: one.title, service, every: one.every, opens, configured: isConfigured(one, env) };
  });
  const onChecks = Object.entries(plan.alerts)
    .filter(([, { source, on }]) => on === null && Object.hasOwn(plan.checks, checkIn(source)))
    .map(([name, { title, service, opens, source }]): Listed => {
      const configured = own.some((one) => one.kind === 'check' && one.name === checkIn(source) && one.configured);
      return { kind: 'alert', name, title, service, every: null, opens, configured };
    });
  const beats = Object.entries(plan.heartbeats).map(([name, one]): Listed => {
    const { title, service, every, opens } = one;
    return { kind: 'heartbeat', name, title, service, every, opens, configured: hasKey({ env }, one) };
  });
  return [...own, ...onChecks, ...beats];
}

const checkIn = (source: string | null): string => source?.replace(/^check /, '') ?? '';

const partsOf = (name: string): [Kind, string] => {
  const at = name.indexOf('/');
  return [name.slice(0, at) as Kind, name.slice(at + 1)];
};

const told = ({ kind, name, title, service, opens, every }: Listed) => ({
  kind,
  name,
  title,
  service,
  opens,
  every: every === null ? 'with its check' : spellRecurrence(every),
});

function standing(row: MonitorRow | undefined, configured: boolean) {
  const nothing = { since: null, flapping: false, last: null, askedAt: null };
  if (!configured) return { ...nothing, status: 'not configured' };
  if (row === undefined) return { ...nothing, status: 'new' };
  const { status, sinceAt: since, last, askedAt, standing: stands } = row;
  const unknown = last?.ok === null && status !== 'down';
  return { status: unknown ? 'unknown' : status, since, last, askedAt, flapping: stands.flapping };
}
