import type { Selectable } from 'kysely';

import type { IncidentRow } from '../../db/schema.ts';
import { opensAgain } from '../../domain/calendar.ts';
import { dueAt } from '../../domain/clock.ts';
import type { Rules } from '../../domain/plan.ts';

/** What a requester can be told about a first answer; instants are epoch ms. */
export interface Expectation {
  /** Somebody has it in hand. */
  readonly inHand: boolean;
  /** By when it is promised; null where nothing is, or that is over. */
  readonly nextAt: number | null;
  /** When we are open again, of who wrote while we were closed; null otherwise. */
  readonly opensAt: number | null;
  /** When the channel is attended again by which they wrote while it was not; null otherwise. */
  readonly attendedAt: number | null;
}

type Row = Pick<Selectable<IncidentRow>, 'state' | 'channel' | 'opened_at'>;

/** When an answer is to be expected, from what was promised and from when there is anybody. */
export function expectation(rules: Rules, row: Row, now: number): Expectation {
  const { clocks, acknowledgedAt } = row.state;
  const responses = clocks.filter(({ metric }) => metric === 'response');
  const clock = responses.find(({ fulfilledAt }) => fulfilledAt === null);
  if (clock === undefined && (responses.length > 0 || acknowledgedAt !== null))
    return { inHand: true, nextAt: null, opensAt: null, attendedAt: null };
  const attendedAt = channelOpens(rules, row);
  if (clock === undefined) return { inHand: false, nextAt: null, opensAt: null, attendedAt };
  const calendar = rules.calendars[clock.calendar]!;
  const nextAt = foreseeable(dueAt(calendar, clock), now);
  const opensAt = opensAgain(calendar, row.opened_at);
  // What is promised sooner than the channel is attended again is answered without it.
  const moot = opensAt !== null || (attendedAt !== null && nextAt !== null && nextAt < attendedAt);
  return { inHand: false, nextAt, opensAt, attendedAt: moot ? null : attendedAt };
}

function channelOpens({ plan, calendars }: Rules, { channel, opened_at }: Row): number | null {
  const by = channel === null ? undefined : plan.channels[channel];
  const attends = calendars[by?.answers ?? by?.hours ?? 'always'];
  return attends === undefined ? null : opensAgain(attends, opened_at);
}

const foreseeable = (at: number | null, now: number): number | null =>
  at !== null && at !== Infinity && at > now ? at : null;

/** When one hears more of a ticket that is open: the next update, else the first answer; null where neither is promised. */
export function nextNewsAt({ calendars }: Rules, { state }: Pick<Row, 'state'>, now: number): number | null {
  const dues = (['update', 'response'] as readonly string[]).flatMap((wanted) =>
    state.clocks
      .filter(({ metric, fulfilledAt }) => metric === wanted && fulfilledAt === null)
      .map((clock) => dueAt(calendars[clock.calendar]!, clock)),
  );
  return dues.map((at) => foreseeable(at, now)).find((at) => at !== null) ?? null;
}
