import { insertPing } from '../../db/pings.ts';
import { hear } from '../../domain/monitor/heartbeat.ts';
import type { Beat, Ping } from '../../domain/monitor/heartbeat.ts';
import { NotFound } from '../desk.ts';
import type { Desk } from '../desk.ts';

import { expected } from './expectation.ts';
import { inLine } from './line.ts';
import { subjectOf } from './subject.ts';
import { takeTurn } from './turn.ts';

/** What a job sends. */
export interface Sent {
  readonly kind: Ping['kind'];
  readonly exit: number | null;
  /** A UUID of the job's own for this run. */
  readonly run: string | null;
  /** How much it sent, and the beginning of it. */
  readonly bytes: number;
  readonly body: string | null;
}

/**
 * Hears a heartbeat: the ping is kept, and what it changes stands with it. Whatever had fallen due before comes first, so that a ping that
 * is too late hides nothing. Answers whether something is to be heard of it. Throws `NotFound` where the plan in force does not have it, `TooMany` where
 * others wait already.
 */
export async function ping(desk: Desk, door: { plan: string; name: string }, sent: Sent): Promise<boolean> {
  const one = await expected(desk, door.plan, door.name);
  if (one === undefined) throw new NotFound('There is no such heartbeat, or not any more.');
  const { kind, exit, run, bytes, body } = sent;
  const subject = subjectOf(door.plan, door.name);
  const taken = await inLine(desk, subject, () =>
    desk.db.transaction().execute(async (tx) => {
      let ms: number | null = null;
      const decide = (beat: Beat, at: number) => {
        const heard = hear(beat, one.expectation, { kind, run, at });
        ms = heard.ms;
        return heard;
      };
      const turn = await takeTurn(desk, tx, one, decide, { exit, body });
      await insertPing(tx, { plan: door.plan, name: door.name, at: turn.at, kind, exit, run, ms, bytes, body });
      return turn;
    }),
  );
  // The workflow sleeps until it looks; what is due before that it must be told.
  if (taken.sooner) desk.stir(subject, kind);
  return taken.heard;
}
