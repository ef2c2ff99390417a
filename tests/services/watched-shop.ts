import { keptMonitors } from '../../db/monitors.ts';
import { lookAround } from '../../services/monitor/look.ts';
import type { Look } from '../../services/monitor/probe.ts';
import { shopPlan } from '../domain/support.ts';

import { minute, startShop } from './support.ts';

export const watchingPlan = shopPlan(
  (text) => `${text}checks:
  till: { every: 1m, http: "\${TILL_URL}", fails: 3, opens: P1, service: app, under: 2s }
  shelf: { every: 1m, tcp: "shelf.example:1", opens: P2, recovery: comments }
  quiet: { every: 5m, tcp: "quiet.example:1" }
  asked: { every: on change, command: [./smoke], opens: P2 }
  unset: { every: 1m, http: "\${NOT_SET}", opens: P1 }
alerts:
  twice: { when: twice in a row, source: check shelf, failures: 2, opens: P1, action: Look at it }
  share: { when: a third fails, source: check shelf, for: 6m, above: 30%, opens: P3 }
  stock: { when: stock is low, query: SELECT 1, on: "\${STOCK_URL}", below: 10, for: 2m, every: 1m, opens: P2 }
`,
);

export type WatchedShop = Awaited<ReturnType<typeof startWatchedShop>>;
export const till = 'http://u:secret@till.example/';
export const shelf = 'shelf.example:1';

/** The shop with what it watches; what a test says fails, does. */
export async function startWatchedShop() {
  const shop = await startShop(watchingPlan);
  Object.assign(shop.desk, { env: { TILL_URL: till, STOCK_URL: 'postgres://stock' } });
  /** Targets that fail now. */
  const failing = new Set<string>();
  const asked: string[] = [];
  const stock = { values: [50] as readonly number[] };
  const look: Look = async ({ kind, target: [target] }) => {
    asked.push(target);
    const values = kind === 'sql' ? stock.values : [];
    return { ms: 7, fault: failing.has(target) ? 'HTTP 503' : null, missing: null, values };
  };
  const eyes = { look, signal: new AbortController().signal };
  const time = { at: 0 };

  return {
    ...shop,
    failing,
    asked,
    stock,
    eyes,
    time,
    async reset() {
      failing.clear();
      stock.values = [50];
      asked.length = 0;
      time.at = Math.ceil(shop.desk.now() / minute) * minute + 10 * minute;
      for (const table of ['monitor', 'result', 'received', 'mute'] as const) await shop.db.deleteFrom(table).execute();
    },
    /** Looks so many times at all that comes round each minute. */
    async minutePasses(times = 1) {
      for (let left = times; left > 0; left -= 1) {
        time.at += minute;
        await lookAround(shop.desk, { plan: 'shop', every: '1m', nominalAt: time.at, withinMs: 10_000 }, eyes);
      }
    },
    /** What was told by a monitor: `check/till trigger`. */
    async said(of = '') {
      const rows = await shop.db.selectFrom('received').select(['source', 'body']).orderBy('id').execute();
      const all = rows.map(({ source, body }) => `${source} ${Reflect.get(body, 'action')}`);
      return all.filter((one) => one.startsWith(of));
    },
    standing: async (name: string) => (await keptMonitors(shop.db, ['shop'])).find((one) => one.name === name),
  };
}
