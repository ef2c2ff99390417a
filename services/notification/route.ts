import { channelsOf } from '../../db/notifications.ts';
import type { Notification } from '../../db/notifications.ts';
import { outletsOf, takeTry, takeTurn } from '../../db/outlets.ts';
import type { OutletRow } from '../../db/outlets.ts';
import type { Plan } from '../../domain/plan.ts';
import type { Integration } from '../../domain/plan/watching.ts';
import type { Desk } from '../desk.ts';
import { outletOf, perMinuteOf } from '../integration/outlet.ts';
import { rulesInForce } from '../plan/rules.ts';

import { kindOf } from './addressee.ts';
import { NotSent } from './message.ts';
import type { Way } from './way.ts';

export type Routing = Pick<Desk, 'db' | 'now' | 'rules' | 'env'>;

/** Where it goes, until when it waits, or why it is told to nobody. */
export type Route = Way | { readonly by: string; readonly until: number; readonly why: string } | NotSent;

const mail: Way = { by: 'mail', outlet: null, integration: null };

/** Whoever tries meanwhile would be one too many. */
const tryMs = 30_000;

/** By which channel something goes that is to go by `by`; `row` says for whom. */
export type Router = (row: Notification) => Promise<Route>;

/** Finds the way of each of these, by the plans in force and by how their integrations stand. */
export async function routerFor(desk: Routing, rows: readonly Notification[]): Promise<Router> {
  const plans = [...new Set(rows.filter(goesElsewhere).map(({ plan }) => plan))];
  const states = await outletsOf(desk.db, plans);
  const known = new Map<string, Plan | undefined>();
  for (const plan of plans) known.set(plan, (await rulesInForce(desk, plan))?.plan);
  const tries = new Map<string, Promise<boolean>>();
  /** One message tries whether it is well again; the others wait for how that goes. */
  const tried = (state: OutletRow): Promise<boolean> => {
    const id = `${state.plan}/${state.name}`;
    if (tries.has(id)) return Promise.resolve(false);
    tries.set(id, takeTry(desk.db, state, state.open_until!, desk.now() + tryMs));
    return tries.get(id)!;
  };
  return (row) =>
    goesElsewhere(row) ? routeOf({ desk, plan: known.get(row.plan), states, tried }, row) : Promise.resolve(mail);
}

const goesElsewhere = ({ by, channel }: Notification): boolean => (by ?? channel) !== 'mail';

interface Around {
  readonly desk: Routing;
  readonly plan: Plan | undefined;
  readonly states: readonly OutletRow[];
  readonly tried: (state: OutletRow) => Promise<boolean>;
}

/** Its own channel, or what takes the place of one that fails, each once. */
async function routeOf(around: Around, row: Notification): Promise<Route> {
  const seen: string[] = [];
  let held: Route | null = null;
  const { desk, plan } = around;
  const after = (by: string) => replacing(desk, row, plan?.integrations[by]);
  for (let by: string | null = row.by ?? row.channel; by !== null && !seen.includes(by); by = await after(by)) {
    seen.push(by);
    if (by === 'mail') return mail;
    const found: Route = await standing(around, row, by);
    if (!(found instanceof NotSent) && !('until' in found)) return found;
    held = held === null || held instanceof NotSent ? found : held;
  }
  return held!;
}

async function standing({ desk, plan, states, tried }: Around, row: Notification, by: string): Promise<Route> {
  const integration = plan?.integrations[by];
  if (integration === undefined) return new NotSent('address', `The plan has no integration “${by}” any more.`);
  const outlet = outletOf(integration, desk.env);
  if (typeof outlet === 'string') return new NotSent('address', `It is not configured: ${outlet}.`, notConfigured);
  if (outlet.kind === 'sms' && kindOf(row) !== 'person') return new NotSent('address', 'Only people have a telephone.');
  const state = states.find(({ plan: slug, name }) => slug === row.plan && name === by);
  return (state && (await resting(desk, state, tried))) ?? { by, outlet, integration };
}

/** Why nothing is sent there just now; undefined where something is. */
async function resting({ now }: Routing, state: OutletRow, tried: Around['tried']): Promise<Route | undefined> {
  const { name: by, disabled_at: disabledAt, open_until: until } = state;
  if (disabledAt !== null) return new NotSent('address', 'It wanted to hear nothing any more (410).');
  if (until === null) return undefined;
  if (until > now()) return { by, until, why: 'It is left alone for a while, having failed.' };
  return (await tried(state)) ? undefined : { by, until: now() + tryMs, why: 'It is tried with another first.' };
}

const notConfigured = { code: 'NOT_CONFIGURED' };

/** What takes its place: as the plan says, else mail for people. Who is told that way anyway is not told twice. */
export const nextOf = (desk: Pick<Routing, 'db'>, row: Notification, { integration }: Way): Promise<string | null> =>
  integration === null ? Promise.resolve(null) : replacing(desk, row, integration);

async function replacing(
  { db }: Pick<Routing, 'db'>,
  row: Notification,
  integration: Integration | undefined,
): Promise<string | null> {
  const named = integration?.fallback ?? null;
  const next = named === 'email' ? 'mail' : (named ?? (kindOf(row) === 'person' ? 'mail' : null));
  if (next === null || next === row.channel) return null;
  return (await channelsOf(db, row)).includes(next) ? null : next;
}

/** Until when this message is to wait; null: it may go. */
export async function fullUntil({ db, now }: Routing, plan: string, { by, integration }: Way): Promise<number | null> {
  const most = integration === null ? null : perMinuteOf(integration);
  return most === null ? null : takeTurn(db, { plan, name: by }, most, now());
}
