import { brokenAt, eventsOf } from '../../db/events.ts';
import { notificationsOf } from '../../db/notifications.ts';
import type { AskedBodies } from '../../services/incident/prepare.ts';
import type { Verb } from '../../domain/incident/lifecycle.ts';
import type { Compiled } from '../../language/compile.ts';
import { administrator, personOfPlan } from '../../services/access/caller.ts';
import type { Desk } from '../../services/desk.ts';
import { act } from '../../services/incident/act.ts';
import { open } from '../../services/incident/open.ts';
import type { Report } from '../../services/incident/open.ts';
import { applyPlan } from '../../services/plan/apply.ts';
import { shopPlan } from '../domain/support.ts';
import { freshDatabase, pool } from '../support/database.ts';
import { testDesk } from '../support/desk.ts';

export const minute = 60_000;
export const hour = 60 * minute;

export const admin = administrator('k-admin');
export const ana = personOfPlan('k-ana', 'ana', shopPlan().plan);

export type Shop = Awaited<ReturnType<typeof startShop>>;

/** Services on a database of their own, the shop's plan in force. */
export async function startShop(plan: Compiled = shopPlan()) {
  const database = await freshDatabase();
  const db = pool(database.url, 24);
  const stirs: string[] = [];
  const desk = testDesk(db, (reference, kind) => void stirs.push(`${reference} ${kind}`));
  await applyPlan(desk, plan, 'admin');
  let keys = 0;

  return {
    url: database.url,
    db,
    desk,
    stirs,
    report,
    open: async (more: Partial<Report> = {}, key: string | null = null, caller = admin) =>
      (await open(desk, caller, report(more), key)).reference,
    act: <V extends Verb>(reference: string, verb: V, body: AskedBodies[V], caller = admin, key = `key-${++keys}`) =>
      act(desk, caller, { reference, verb, body, key }),
    /** Everything that the database holds about an incident. */
    whole: (reference: string) => wholeOf(desk, reference),
    kinds: async (reference: string) => (await eventsOf(db, reference)).map(({ kind }) => kind),
    row: (reference: string) =>
      db.selectFrom('incident').selectAll().where('reference', '=', reference).executeTakeFirstOrThrow(),
    incidents: async () => (await db.selectFrom('incident').select('reference').execute()).length,
    pass: (ms: number) => void (desk.clock.offsetMs += ms),
    /** Makes it undecidable: its severity is none of the plan's. */
    poison: async (reference: string) => {
      const { state } = await db
        .selectFrom('incident')
        .select('state')
        .where('reference', '=', reference)
        .executeTakeFirstOrThrow();
      const poisoned = JSON.stringify({ ...state, severity: 'P99' });
      await db.updateTable('incident').set({ state: poisoned }).where('reference', '=', reference).execute();
    },
    async stop() {
      await db.destroy();
      await database.drop();
    },
  };
}

export const report = (more: Partial<Report> = {}): Report => ({
  plan: 'shop',
  title: 'The till is down',
  type: 'incident',
  severity: 'P1',
  ...more,
});

export async function wholeOf({ db }: Pick<Desk, 'db'>, reference: string) {
  const row = await db.selectFrom('incident').selectAll().where('reference', '=', reference).executeTakeFirst();
  const events = await eventsOf(db, reference);
  const notifications = await notificationsOf(db, reference);
  return { row, events, notifications, brokenAt: brokenAt(events) };
}

/** Who is to be told of what, once each, as `event recipient`. */
export const tellings = ({ notifications }: Awaited<ReturnType<typeof wholeOf>>) =>
  notifications.map(({ event_key, recipient }) => `${event_key} ${recipient}`);
