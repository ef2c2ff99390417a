import fc from 'fast-check';
import { expect } from 'vitest';

import { perform } from '../../domain/incident/acts.ts';
import type { Bodies } from '../../domain/incident/bodies.ts';
import { fireDue, nextDue } from '../../domain/incident/due.ts';
import { heard } from '../../domain/incident/heard.ts';
import { ActRefused, UnknownValue } from '../../domain/incident/incident.ts';
import type { Incident } from '../../domain/incident/incident.ts';
import type { Verb } from '../../domain/incident/lifecycle.ts';
import { open } from '../../domain/incident/open.ts';
import type { Opening } from '../../domain/incident/open.ts';
import type { Rules } from '../../domain/plan.ts';
import { rulesNow } from '../../services/on-call/rules.ts';
import { day, minute, monday } from '../domain/support.ts';
import { startWorld } from '../support/world.ts';
import type { World } from '../support/world.ts';

import { plan } from './plan.ts';
import { sequences } from './sequence.ts';
import type { Acting, Move } from './sequence.ts';

/** One incident, on the server and in the domain alone. */
interface Twin {
  readonly reference: string;
  readonly moves: readonly Move[];
  incident: Incident;
}

/** What concerns others as well, or people by address, has stories of its own. */
const elsewhere = ['watch', 'unwatch', 'edit', 'link', 'unlink'];
const quarter = 15 * minute;
const steps = 8;

/**
 * So many incidents live at once on a real server, every act over HTTP, one `travel` moving all; each lives in the domain alone
 * as well. Throws where the server has other events, or tells others.
 */
export async function inLockstep(count: number, seed: number): Promise<void> {
  const world = await startWorld({ plan: plan() });
  try {
    standStill(world);
    const rules = await rulesNow(world.desk, world.db, world.plan, 1);
    const key = await world.keyOf('ion');
    const lives = fc.sample(sequences(steps), { numRuns: count, seed });
    const waits = fc.sample(fc.nat(6), { numRuns: steps, seed }).map((some, step) => some * quarter + (step % 3));
    const twins = await inTurn(lives, ({ opening, moves }) => opened(world, rules, opening, moves));
    for (const [step, wait] of waits.entries()) {
      await world.travel(wait);
      await inTurn(twins, (twin) => moved(world, rules, key, twin, step));
    }
    await world.travel(2 * 60 * minute);
    for (const twin of twins) await compare(world, rules, twin);
  } finally {
    await world.stop();
  }
}

/** Its clock stands still but for travelling, from a Monday on. */
function standStill({ desk }: World): void {
  const from = monday + Math.ceil((desk.now() - monday) / (7 * day)) * 7 * day;
  const { offsetMs } = desk.clock;
  Object.assign(desk, { now: () => from + desk.clock.offsetMs - offsetMs });
}

/** A few at a time. */
async function inTurn<T, R>(all: readonly T[], each: (one: T) => Promise<R>): Promise<R[]> {
  const done: R[] = [];
  for (let from = 0; from < all.length; from += 8)
    done.push(...(await Promise.all(all.slice(from, from + 8).map(each))));
  return done;
}

async function opened(world: World, rules: Rules, opening: Opening, moves: readonly Move[]): Promise<Twin> {
  const { requester, reference: _, by: __, ...said } = opening;
  const given = Object.entries(said).filter(([, value]) => value !== null);
  const report = { plan: world.plan, title: 'Down', ...Object.fromEntries(given) };
  const asked = requester === null ? {} : { requester: { email: requester } };
  const { status, body } = await world.request('POST', '/api/incidents', { ...report, ...asked });
  expect(status, JSON.stringify(body)).toBe(201);
  const at = world.desk.now();
  const incident = fireDue(rules, open(rules, { ...opening, reference: body.reference }, at), at);
  return { reference: body.reference, moves, incident };
}

async function moved(world: World, rules: Rules, key: string, twin: Twin, step: number): Promise<void> {
  const now = world.desk.now();
  passing(rules, twin, now);
  const deed = twin.moves[step]?.deeds.find((one) => 'verb' in one && !elsewhere.includes(one.verb));
  if (deed === undefined || !('verb' in deed)) return;
  const { verb } = deed;
  const body = onTheGrid(deed, now);
  const { status, body: answer } = await world.request(
    'POST',
    `/api/incidents/${twin.reference}/${verb}`,
    written(body),
    { authorization: `Bearer ${key}` },
  );
  const done = inDomain(rules, twin, verb, body, { key: `act:${step}`, by: 'ion', at: now });
  expect(status === 200, `${verb} ${deed.told}: ${JSON.stringify(answer)}`).toBe(done);
}

/** Instants a quarter of an hour apart: all incidents fall due together. */
function onTheGrid(deed: Acting, now: number): Record<string, unknown> {
  const body = Object.entries(deed.body(now));
  return Object.fromEntries(
    body.map(([name, value]) => [
      name,
      typeof value === 'number' && value > monday ? now + Math.round((value - now) / quarter) * quarter : value,
    ]),
  );
}

const written = (body: Record<string, unknown>) =>
  Object.fromEntries(
    Object.entries(body).map(([name, value]) => [
      name,
      typeof value === 'number' && value > monday ? new Date(value).toISOString() : value,
    ]),
  );

function inDomain(
  rules: Rules,
  twin: Twin,
  verb: Verb,
  body: object,
  act: { key: string; by: string; at: number },
): boolean {
  try {
    const done = perform(verb, rules, twin.incident, act, body as Bodies[Verb]);
    // The server mails at once whoever asked, and knows that they were told.
    const told = done.untold === null ? done : heard(rules, fireDue(rules, done, act.at), act.at, act.at);
    twin.incident = fireDue(rules, told, act.at);
    return true;
  } catch (error) {
    if (error instanceof ActRefused || error instanceof UnknownValue) return false;
    throw error;
  }
}

/** Time passes in the domain alone, everything at its instant. */
function passing(rules: Rules, twin: Twin, until: number): void {
  for (let at = nextDue(rules, twin.incident); at !== null && at <= until; at = nextDue(rules, twin.incident))
    twin.incident = fireDue(rules, twin.incident, Math.max(at, twin.incident.lastEventAt));
}

async function compare({ db, desk }: World, rules: Rules, twin: Twin): Promise<void> {
  passing(rules, twin, desk.now());
  const { reference, incident } = twin;
  const events = await db.selectFrom('event').selectAll().where('reference', '=', reference).orderBy('seq').execute();
  const rows = await db.selectFrom('notification').selectAll().where('reference', '=', reference).execute();
  const onServer = events.map(({ key, kind, at, due_at: dueAt, by, data }) => ({
    event: named(key, kind),
    at,
    dueAt,
    by,
    data,
    told: rows
      .filter((one) => one.event_key === key)
      .map(({ recipient }) => recipient)
      .toSorted(),
  }));
  const alone = incident.events.map(({ key, kind, at, dueAt, by, data, notify }) => ({
    event: named(key, kind),
    at,
    dueAt,
    by,
    data,
    told: [...new Set(notify)].filter((one) => !['watchers', 'affected'].includes(one)).toSorted(),
  }));
  expect(onServer, reference).toEqual(alone);
}

/** An act has another key on the server. */
const named = (key: string, kind: string): string => (key.includes('act:') ? kind : key);
