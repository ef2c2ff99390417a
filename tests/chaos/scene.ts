import { sql } from 'kysely';
import { expect, inject, vi } from 'vitest';

import { startSmtpSink } from '../support/smtp-sink.ts';

import { buildHouse } from './house.ts';
import type { House } from './house.ts';
import { tellings } from './story.ts';

export type Scene = Awaited<ReturnType<typeof setScene>>;

/** A house on the plan whose life passes in seconds, and the mail server that it sends to. */
export async function setScene() {
  const smtp = await startSmtpSink();
  const plan = new URL('plan.yaml', import.meta.url).pathname;
  const house = await buildHouse({ temporal: inject('temporal'), smtpUrl: smtp.url, plan });
  const stop = () => Promise.all([house.stop(), smtp.stop()]);
  return { house, smtp, stop };
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

/** Each mail arrived once, and there are no others. */
export function expectEachOnce(ids: ReadonlySet<string>, mails: Scene['smtp']['mails']): void {
  const arrived = Map.groupBy(mails, ({ to, messageId }) => `${messageId} ${to}`);
  expect(new Set(mails.map(({ messageId }) => messageId))).toEqual(ids);
  for (const [id, copies] of arrived) expect(copies.length, `copies of ${id}`).toBe(1);
}

/** When each incident's workflow has taken the turn that it was wanted for: nobody else can say that it has. */
export async function everyTurnTaken(house: House): Promise<void> {
  const db = house.look();
  const wanted = sql`select reference from incident where wake_at is distinct from next_due_at`;
  await vi.waitFor(async () => expect((await wanted.execute(db)).rows).toEqual([]), { timeout: 15_000, interval: 100 });
  await db.destroy();
}
