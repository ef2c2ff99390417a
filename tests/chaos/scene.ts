import { sql } from 'kysely';
import { expect, inject, vi } from 'vitest';

import { startSmtpSink } from '../support/smtp-sink.ts';

import { pause } from './chance.ts';
import { buildHouse } from './house.ts';
import type { House, Part } from './house.ts';
import { happenings, life, live, tellings } from './story.ts';

export type Scene = Awaited<ReturnType<typeof setScene>>;

/** A house on the plan whose life passes in seconds, and the mail server that it sends to. */
export async function setScene() {
  const smtp = await startSmtpSink();
  const plan = new URL('plan.yaml', import.meta.url).pathname;
  const house = await buildHouse({ temporal: inject('temporal'), smtpUrl: smtp.url, plan });
  const stop = () => Promise.all([house.stop(), smtp.stop()]);
  return { house, smtp, stop };
}

const lives = 6;
const apartMs = 250;
const storyMs = 4500;
const leaseMs = 120_000;
/** Mails that a worker may have in flight at once. */
const inFlight = 8;

/** Lives through some incidents while parts of the house are killed at a random point, and started again. Expects that nobody could tell. */
export async function liveThroughKill({ house, smtp }: Scene, victims: readonly Part[], random: () => number) {
  const mailsBefore = smtp.mails.length;
  const living = Promise.all(
    Array.from({ length: lives }, (_, index) => pause(index * apartMs).then(() => live(house))),
  );
  // Awaited further down: a failure before that is not unforeseen.
  living.catch(() => undefined);
  await pause(random() * storyMs);
  const mailsAtKill = smtp.mails.length;
  await house.kill(...victims);
  const killedAt = Date.now();
  await pause(random() * 1000);
  await house.start(...victims);
  await leasesRunOut(house, killedAt);
  const references = await living;
  for (const reference of references) expect(await happenings(house, reference), reference).toEqual(life);
  const mayRepeat = victims.includes('worker') || victims.includes('postgres');
  const ids = await toldInFull(house, references);
  expectEachOnce(ids, smtp.mails.slice(mailsBefore), mayRepeat ? mailsAtKill - mailsBefore : Infinity);
}

/** What somebody who was killed had claimed is tried again when the lease runs out: two minutes, not waited for here. */
async function leasesRunOut(house: House, killedAt: number): Promise<void> {
  const db = house.look();
  await sql`update notification set lease_until = clock_timestamp()
    where lease_until < to_timestamp(${(killedAt + leaseMs) / 1000}::float8)`.execute(db);
  await db.destroy();
}

/** The Message-IDs under which everything was told that there was to tell. */
export async function toldInFull(house: House, references: readonly string[]): Promise<Set<string>> {
  const ids = new Set<string>();
  for (const reference of references) {
    const told = await vi.waitFor(
      async () => {
        const all = await house.told(reference);
        expect(all.map(({ event, recipient, outcome }) => `${event} ${recipient} ${outcome}`).toSorted()).toEqual(
          tellings.map((one) => `${one} sent`),
        );
        return all;
      },
      { timeout: 15_000, interval: 200 },
    );
    for (const { messageId } of told) ids.add(messageId!);
  }
  return ids;
}

/** Each mail arrived once; only one that was in flight when `mailsAtKill` had arrived may have come again, under the same id. */
export function expectEachOnce(ids: ReadonlySet<string>, mails: Scene['smtp']['mails'], mailsAtKill = Infinity): void {
  const arrived = Map.groupBy(mails, ({ to, messageId }) => `${messageId} ${to}`);
  expect(new Set(mails.map(({ messageId }) => messageId))).toEqual(ids);
  for (const [id, copies] of arrived) {
    const wasInFlight = Math.abs(mails.indexOf(copies[0]!) - mailsAtKill) <= inFlight;
    expect(copies.length, `copies of ${id}`).toBeLessThanOrEqual(wasInFlight ? 2 : 1);
  }
}

/** When each incident's workflow has taken the turn that it was wanted for: nobody else can say that it has. */
export async function everyTurnTaken(house: House): Promise<void> {
  const db = house.look();
  const wanted = sql`select reference from incident where wake_at is distinct from next_due_at`;
  await vi.waitFor(async () => expect((await wanted.execute(db)).rows).toEqual([]), { timeout: 15_000, interval: 100 });
  await db.destroy();
}
