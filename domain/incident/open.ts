import type { Plan, Rules } from '../plan.ts';
import type { Tell } from '../plan/people.ts';

import { announced } from './announcing.ts';
import { people } from './escalation.ts';
import { begun, fulfilled } from './clocks.ts';
import { known, knownSeverity, withEvent } from './incident.ts';
import type { Incident } from './incident.ts';
import { phased } from './phased.ts';
import { recorded } from './record.ts';
import { ownRule, startClock } from './targets.ts';

/** What is known of an incident when it is opened. Who asks is named by mail address, never by tier. */
export interface Opening {
  readonly reference: string;
  readonly type: string;
  readonly severity: string;
  readonly service: string | null;
  readonly impact: string | null;
  readonly category: string | null;
  readonly requester: string | null;
  /** The customer whose single address that is, where it is one's. */
  readonly customer?: string | null;
  /** Null: Guardia itself. */
  readonly by: string | null;
  /** Told at once. Unless it is a roll call the first of them is the assignee, and it is in hand from the start: its response is given. */
  readonly owners?: readonly Tell[];
  /** Told at once, each answers for themselves: nobody has it in hand. The escalation policy that holds until somebody does. */
  readonly rollCall?: string;
  /** The escalation policy of the incident that a preventive action is of. */
  readonly overseenBy?: string;
  /** What its alert brings. */
  readonly policy?: string;
  readonly runbook?: string;
  readonly tier?: string;
  /** Whether it is what many at once have become. */
  readonly storm?: true;
  /** When it should have been opened, epoch ms. */
  readonly dueAt?: number;
  /** When it must be done, epoch ms: nothing else is promised about it. */
  readonly doneBy?: number;
}

/** What has not happened to a new one yet. */
export const unlived = {
  status: 'received',
  escalated: null,
  resolvedAt: null,
  resolutions: 0,
  endedAt: null,
  holdUntil: null,
  holds: [],
  anchors: {},
  clocks: [],
  kept: {},
  rounds: {},
  taken: {},
  snoozedUntil: null,
  tally: { reassignments: 0, handovers: 0, replies: 0 },
  appointment: null,
  untold: null,
  phase: null,
  phases: {},
  leftIn: null,
  announced: {},
  awaitsRelease: false,
  duplicateOf: null,
  events: [],
} satisfies Partial<Incident>;

/** A new incident with its clocks running. Throws `UnknownValue` for what the plan does not have. */
export function open(rules: Rules, opening: Opening, at: number): Incident {
  const { plan } = rules;
  check(plan, opening);
  const { reference, type, severity, service, category } = opening;
  // Where the plan names none it is somebody's own words, which are kept elsewhere.
  const impact = plan.impacts.length === 0 ? null : opening.impact;
  const customer = customerOf(rules, opening);
  const tier = tierOf(plan, opening, customer);
  const notify = people(rules, { assignee: null, customer, type }, opening.owners ?? [], at);
  const marks = marksOf(opening);
  const owner = 'rollCall' in marks ? null : (notify[0] ?? null);
  const empty: Incident = {
    ...unlived,
    reference,
    type,
    severity,
    service,
    impact,
    category,
    customer,
    tier,
    plan: plan.slug,
    planVersion: plan.version,
    source: opening.requester === null ? 'monitor' : 'requester',
    level: firstLevel(plan, category),
    assignee: owner,
    statusSince: at,
    acknowledgedAt: owner === null ? null : at,
    ...marks,
    ...('rollCall' in marks && { awaited: notify }),
    openedAt: at,
    pagingSince: at,
    lastEventAt: at,
  };
  const started = begin(rules, empty, opening, at);
  const incident = owner === null ? started : fulfilled(started, ['response', 'level'], at);
  const { level, source } = empty;
  const data = {
    version: plan.version,
    type,
    severity,
    tier,
    service,
    impact,
    category,
    customer,
    level,
    source,
    ...marks,
  };
  const event = { ...asOpened(opening, at), notify: toldOf(opening, notify), data };
  return recorded(rules, empty, announced(rules, empty, phased(rules, empty, withEvent(incident, event))));
}

const tierOf = ({ customers }: Plan, { tier }: Opening, customer: string | null): string | null =>
  customer === null ? (tier ?? null) : customers[customer]!.tier;

const day = 86_400_000;

function begin(rules: Rules, empty: Incident, { doneBy }: Opening, at: number): Incident {
  if (doneBy === undefined) return begun(rules, begun(rules, empty, 'opening', at), 'level', at);
  const target = { ms: doneBy - at };
  // Its day begins.
  const warn = target.ms > day ? { warn: { ms: target.ms - day } } : {};
  const clock = startClock('resolution', { target, ...warn, calendar: 'always', rule: ownRule }, at);
  return { ...empty, anchors: { opening: at }, rounds: { resolution: 1 }, clocks: [clock] };
}

/** Its category may belong to a level of its own. */
const firstLevel = ({ levels, categories }: Plan, category: string | null): string | null =>
  (category === null ? undefined : categories[category]?.level) ?? Object.keys(levels)[0] ?? null;

const asOpened = ({ by, dueAt }: Opening, at: number) => ({
  key: 'opened',
  kind: 'opened',
  at,
  dueAt: dueAt ?? null,
  by,
});

/** Who asked for it is told that it has arrived. */
const toldOf = ({ requester }: Opening, owners: readonly string[]): readonly string[] =>
  requester === null ? owners : [...owners, 'requester'];

type Marks = Pick<Opening, 'rollCall' | 'overseenBy' | 'policy' | 'runbook' | 'storm'>;

const marksOf = ({ rollCall, overseenBy, policy, runbook, storm }: Opening): Marks => ({
  ...(rollCall !== undefined && { rollCall }),
  ...(overseenBy !== undefined && { overseenBy }),
  ...(policy !== undefined && { policy }),
  ...(runbook !== undefined && { runbook }),
  ...(storm !== undefined && { storm }),
});

function check(plan: Plan, { type, severity, service, impact }: Opening): void {
  known('type', type, plan.types);
  knownSeverity(plan, severity, type);
  if (service !== null) known('service', service, Object.keys(plan.services));
  if (impact !== null && plan.impacts.length > 0) known('impact', impact, plan.impacts);
}

/**
 * Whose address it is, else whose mail domain, the longest that fits: a customer is recognised, not claimed. A subdomain
 * belongs to its domain.
 */
function customerOf({ plan }: Rules, { requester, customer }: Opening): string | null {
  const domain = requester?.split('@').at(-1)?.toLowerCase();
  if (customer != null && Object.hasOwn(plan.customers, customer)) return customer;
  if (domain === undefined) return null;
  const fitting = Object.entries(plan.customers).flatMap(([slug, { domains }]) =>
    domains
      .map((own) => own.toLowerCase())
      .filter((own) => domain === own || domain.endsWith(`.${own}`))
      .map((own) => ({ slug, own })),
  );
  return fitting.toSorted((a, b) => b.own.length - a.own.length)[0]?.slug ?? null;
}
