import { reviewTickets } from '../../db/occurrences.ts';
import { isOpen } from '../../domain/incident/incident.ts';
import type { Document } from '../../domain/plan/schedules.ts';
import type { Caller } from '../access/caller.ts';
import type { Desk } from '../desk.ts';
import { plans } from '../plan/list.ts';
import { rulesOf } from '../plan/rules.ts';
import { schedules } from '../schedule/list.ts';
import type { ScheduleView } from '../schedule/list.ts';

/** A text that somebody keeps up to date, and how fresh it is. Instants are epoch ms. */
export interface DocumentView extends Document {
  readonly plan: string;
  /** `documents/manual`, `runbooks/RB-001`. */
  readonly name: string;
  /** How often it is looked over; null: nobody is asked to. */
  readonly review: string | null;
  readonly onChangeOf: readonly string[];
  readonly nextAt: number | null;
  readonly reviewedAt: number | null;
  /** The oldest ticket to look it over that is open. */
  readonly ticket: string | null;
  readonly status: 'reviewed' | 'due' | 'overdue' | 'new' | 'not reviewed';
}

/** The texts of the plans in force that the caller may see, by plan. */
export async function documents(desk: Desk, caller: Caller, plan?: string): Promise<readonly DocumentView[]> {
  const own = (await plans(desk, caller)).filter(({ slug }) => (plan ?? slug) === slug);
  const tickets = await reviewTickets(
    desk.db,
    own.map(({ slug }) => slug),
  );
  const rounds = await schedules(desk, caller, plan);
  const all: DocumentView[] = [];
  for (const { slug, version } of own) {
    const rules = await rulesOf(desk, desk.db, slug, version);
    for (const [name, document] of Object.entries(rules.plan.documents ?? {})) {
      const is = (one: { plan: string; name: string }): boolean => one.plan === slug && one.name === name;
      all.push({ plan: slug, name, ...document, ...freshness(rounds.find(is), tickets.filter(is)) });
    }
  }
  return all;
}

type Tickets = Awaited<ReturnType<typeof reviewTickets>>;

function freshness(round: ScheduleView | undefined, tickets: Tickets) {
  const open = tickets.filter(({ state }) => isOpen(state));
  const reviews = tickets.map(({ state }) => state.resolvedAt).filter((at) => at !== null);
  const reviewedAt = reviews.length === 0 ? null : Math.max(...reviews);
  const status = statusOf(round !== undefined, open, reviewedAt);
  return { ...rhythmOf(round), reviewedAt, ticket: open.at(-1)?.reference ?? null, status };
}

function rhythmOf(round: ScheduleView | undefined) {
  if (round === undefined) return { review: null, onChangeOf: [], nextAt: null };
  return { review: round.every, onChangeOf: round.onChangeOf, nextAt: round.next[0]?.at ?? null };
}

/** Overdue is what is promised no longer, or came round again meanwhile. */
function statusOf(comesRound: boolean, open: Tickets, reviewedAt: number | null): DocumentView['status'] {
  const late = open.some(({ state }) =>
    state.clocks.some((one) => one.metric === 'resolution' && one.breachedAt !== null),
  );
  if (late || open.length > 1) return 'overdue';
  if (open.length > 0) return 'due';
  if (reviewedAt !== null) return 'reviewed';
  return comesRound ? 'new' : 'not reviewed';
}
