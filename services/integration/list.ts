import { outletsOf } from '../../db/outlets.ts';
import type { OutletRow } from '../../db/outlets.ts';
import { listPlans } from '../../db/plans.ts';
import { latenessSince } from '../../db/sendings.ts';
import type { Lateness } from '../../db/sendings.ts';
import { isOutlet } from '../../domain/plan/watching.ts';
import type { Integration } from '../../domain/plan/watching.ts';
import { mayReach } from '../access/caller.ts';
import type { Caller } from '../access/caller.ts';
import type { Desk } from '../desk.ts';
import { rulesOf } from '../plan/rules.ts';

import { outletOf } from './outlet.ts';

/** How an integration that can be told stands. */
export type State = 'well' | 'failing' | 'left alone' | 'disabled' | 'not configured' | 'never told' | 'not told';

/** One integration of a plan in force. Instants are epoch ms. */
export interface IntegrationView {
  readonly plan: string;
  readonly name: string;
  readonly title: string;
  readonly kind: Integration['kind'];
  readonly state: State;
  /** What it lacks, where it is not configured. */
  readonly lacks: string | null;
  readonly fallback: string | null;
  readonly failures: number;
  /** Until when it is left alone. */
  readonly openUntil: number | null;
  readonly sentAt: number | null;
  readonly failedAt: number | null;
  /** Of the last failure, such as `HTTP_500`. */
  readonly code: string | null;
}

const untold: Omit<OutletRow, 'plan' | 'name' | 'minute_at' | 'used'> = {
  failures: 0,
  open_until: null,
  disabled_at: null,
  sent_at: null,
  failed_at: null,
  code: null,
};

/** Every integration of the plans in force that the caller may see, and how it stands. */
export async function integrations(desk: Desk, caller: Caller, plan?: string): Promise<readonly IntegrationView[]> {
  const plans = (await listPlans(desk.db)).filter(({ slug }) => mayReach(caller, slug) && (plan ?? slug) === slug);
  const slugs = plans.map(({ slug }) => slug);
  const states = await outletsOf(desk.db, slugs);
  const all: IntegrationView[] = [];
  for (const { slug, version } of plans) {
    const rules = await rulesOf(desk, desk.db, slug, version);
    for (const [name, one] of Object.entries(rules.plan.integrations)) {
      const row = states.find((state) => state.plan === slug && state.name === name) ?? untold;
      all.push(viewOf(desk, one, { plan: slug, name }, row));
    }
  }
  return all;
}

function viewOf(
  { env, now }: Desk,
  one: Integration,
  named: Pick<IntegrationView, 'plan' | 'name'>,
  row: typeof untold,
): IntegrationView {
  const told = isOutlet(one);
  const outlet = told ? outletOf(one, env) : null;
  const lacks = typeof outlet === 'string' ? outlet : null;
  return {
    ...named,
    title: one.title,
    kind: one.kind,
    state: told ? (lacks === null ? standing(row, now()) : 'not configured') : 'not told',
    lacks,
    fallback: one.fallback,
    failures: row.failures,
    openUntil: row.open_until,
    sentAt: row.sent_at,
    failedAt: row.failed_at,
    code: row.code,
  };
}

function standing(
  { failures, open_until: until, disabled_at: disabledAt, sent_at: sentAt }: typeof untold,
  now: number,
) {
  if (disabledAt !== null) return 'disabled';
  if (until !== null && until > now) return 'left alone';
  if (failures > 0) return 'failing';
  return sentAt === null ? 'never told' : 'well';
}

const month = 30 * 86_400_000;

/** How late what was told in the last 30 days arrived, by plan and channel: what Guardia promises of itself, as it is kept. */
export async function latenessNow(desk: Pick<Desk, 'db' | 'now'>, caller: Caller): Promise<readonly Lateness[]> {
  return (await latenessSince(desk.db, desk.now() - month)).filter(({ plan }) => mayReach(caller, plan));
}
