/** How long search takes among 20,000 tickets. Run: node bench/search.ts [--json] */
import { readFile } from 'node:fs/promises';

import { sql } from 'kysely';

import { connect } from '../db/connect.ts';
import type { Filter } from '../db/incident-filter.ts';
import { migrate } from '../db/migrate.ts';
import { startThrowawayPostgres } from '../engine/postgres.ts';
import { act } from '../services/incident/act.ts';
import { list } from '../services/incident/list.ts';
import { open } from '../services/incident/open.ts';
import { applyPlan } from '../services/plan/apply.ts';
import { compiled } from '../tests/support/plan.ts';
import { testDesk } from '../tests/support/desk.ts';

import { percentile, rate, report } from './figures.ts';
import { caller } from './ground.ts';

const tickets = 20_000;
const rounds = 50;
const vocabulary = 5000;

const postgres = await startThrowawayPostgres();
const db = connect(postgres.url, 10, () => undefined);
await migrate(db);
const desk = testDesk(db);
const plan = await readFile(new URL('plan.yaml', import.meta.url), 'utf8');
await applyPlan(desk, compiled(plan.replace('locale: en', 'locale: es')), 'admin');

const opened = await rate(tickets, 10, ticket);
await db.transaction().execute(async (tx) => {
  await sql`set local statement_timeout = 0`.execute(tx);
  await sql`analyze`.execute(tx);
});
const rows = [
  await timed('the newest 50, nothing looked for', {}),
  await timed('a word in 1 ticket', { q: 'singular7777' }),
  await timed('a word in about 200', { q: word(1500) }),
  await timed('a word in every ticket', { q: 'incidencia' }),
  await timed('the beginning of many words', { q: 'palab' }),
  await timed('two words', { q: `${word(20)} ${word(30)}` }),
  await timed('a phrase', { q: '"la impresora no responde"' }),
  await timed('a word that there is not', { q: 'inexistente' }),
  await timed('how a reference begins', { q: 'BEN-1999' }),
  await timed('a word, of what is nobody’s and open', { q: word(20), assignee: 'nobody', status: 'open' }),
  await timed('what is late', { breached: true }),
];
report(rows);
console.error(`${opened} tickets a second were opened, every third with a comment`);
await db.destroy();
await postgres.stop();

/** The lower its number, the more often a word is said. */
function word(index: number): string {
  return `palabra${index.toString(36)}x`;
}

function said(count: number): string {
  return Array.from({ length: count }, () => word(Math.floor(vocabulary * Math.random() ** 3))).join(' ');
}

async function ticket(index: number): Promise<void> {
  const title = `Incidencia ${index}: la impresora no responde`;
  const description = `${said(60)} singular${index}`;
  const whole = { plan: 'bench', title, type: 'incident', severity: 'quiet', description };
  const { reference } = await open(desk, caller, whole, null);
  if (index % 3 !== 0) return;
  const body = { text: said(40), public: false };
  await act(desk, caller, { reference, verb: 'comment', body, key: 'bench' });
}

async function timed(what: string, filter: Partial<Filter>) {
  const ms: number[] = [];
  let found = 0;
  for (let round = 0; round < rounds; round++) {
    const began = performance.now();
    found = (await list(desk, caller, { ...filter, limit: 50 })).items.length;
    ms.push(performance.now() - began);
  }
  return { what, found, 'p50 ms': Math.round(percentile(ms, 0.5)), 'p99 ms': Math.round(percentile(ms, 0.99)) };
}
