import fc from 'fast-check';
import { expect } from 'vitest';

import { fireDue } from '../../domain/incident/due.ts';
import { open } from '../../domain/incident/open.ts';
import type { Opening } from '../../domain/incident/open.ts';
import { rulesNow } from '../../services/on-call/rules.ts';
import { day, hour, minute, monday } from '../domain/support.ts';
import { startWorld } from '../support/world.ts';
import type { World } from '../support/world.ts';

import { changedText, plan } from './plan.ts';
import { sequences } from './sequence.ts';
import type { Acting, Move } from './sequence.ts';
import { inDomain, migrating, passing } from './twin.ts';
import type { Twin, Versions } from './twin.ts';

/** What concerns others as well, or people by address, has stories of its own. */
const elsewhere = ['watch', 'unwatch', 'edit', 'link', 'unlink'];
const quarter = 15 * minute;
const steps = 8;
/** At which step somebody else is put on call, and at which the plan has another version, to which open work is moved. */
const overridden = [2, 5];
const changed = 4;

/**
 * So many incidents live at once on a real server, every act over HTTP, one `travel` moving all; each lives in the domain alone
 * as well. Throws where the server has other events, or tells others.
 */
export async function inLockstep(count: number, seed: number): Promise<void> {
  const world = await startWorld({ plan: plan(), patienceMs: 10_000 + 300 * count });
  try {
    standStill(world);
    const key = await world.keyOf('ion');
    const lives = fc.sample(sequences(steps), { numRuns: count, seed });
    const waits = fc.sample(fc.nat(6), { numRuns: steps, seed }).map((some, step) => some * quarter + (step % 3));
    let versions = await versionsOf(world, 1);
    const twins = await inTurn(lives, ({ opening, moves }) => opened(world, versions, opening, moves));
    for (const [step, wait] of waits.entries()) {
      await world.travel(wait);
      for (const twin of twins) passing(versions, twin, world.desk.now());
      versions = await changing(world, versions, twins, step);
      await inTurn(twins, (twin) => moved(world, versions, key, twin, step));
    }
    await world.travel(2 * hour);
    for (const twin of twins) await compare(world, versions, twin);
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

async function versionsOf({ desk, db, plan: slug }: World, count: number): Promise<Versions> {
  const all = Array.from({ length: count }, async (_, index) => {
    return [index + 1, await rulesNow(desk, db, slug, index + 1)] as const;
  });
  return new Map(await Promise.all(all));
}

/** Who is on call, or the plan itself, is changed for all of them at once. */
async function changing(world: World, versions: Versions, twins: readonly Twin[], step: number): Promise<Versions> {
  const now = world.desk.now();
  if (overridden.includes(step)) {
    const until = new Date(now + 50 * minute).toISOString();
    const asked = { plan: world.plan, rotation: step === 2 ? 'primary' : 'counter', person: 'ana', until };
    const { status, body } = await world.request('POST', '/api/on-call/overrides', asked);
    expect(status, JSON.stringify(body)).toBe(201);
    return versionsOf(world, versions.size);
  }
  if (step !== changed) return versions;
  const { status, body } = await world.request('POST', '/api/plans', { text: changedText, migrate: true });
  expect([status, body.version], JSON.stringify(body)).toEqual([201, 2]);
  const both = await versionsOf(world, 2);
  for (const twin of twins) migrating(both, twin, 2, now);
  return both;
}

/** A few at a time. */
async function inTurn<T, R>(all: readonly T[], each: (one: T) => Promise<R>): Promise<R[]> {
  const done: R[] = [];
  for (let from = 0; from < all.length; from += 8)
    done.push(...(await Promise.all(all.slice(from, from + 8).map(each))));
  return done;
}

async function opened(world: World, versions: Versions, opening: Opening, moves: readonly Move[]): Promise<Twin> {
  const { requester, reference: _, by: __, ...said } = opening;
  const given = Object.entries(said).filter(([, value]) => value !== null);
  const report = { plan: world.plan, title: 'Down', ...Object.fromEntries(given) };
  const asked = requester === null ? {} : { requester: { email: requester } };
  const { status, body } = await world.request('POST', '/api/incidents', { ...report, ...asked });
  expect(status, JSON.stringify(body)).toBe(201);
  const [rules, at] = [versions.get(1)!, world.desk.now()];
  const incident = fireDue(rules, open(rules, { ...opening, reference: body.reference }, at), at);
  return { reference: body.reference, moves, incident };
}

async function moved(world: World, versions: Versions, key: string, twin: Twin, step: number): Promise<void> {
  const now = world.desk.now();
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
  const done = inDomain(versions, twin, verb, body, { key: `act:${step}`, by: 'ion', at: now });
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

async function compare({ db, desk }: World, versions: Versions, twin: Twin): Promise<void> {
  passing(versions, twin, desk.now());
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
    told: [...new Set(notify)].filter((one) => !['watchers', 'affected', 'subscribers'].includes(one)).toSorted(),
  }));
  expect(onServer, reference).toEqual(alone);
}

/** An act has another key on the server. */
const named = (key: string, kind: string): string => (key.includes('act:') ? kind : key);
