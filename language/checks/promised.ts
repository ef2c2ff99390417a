import { dueAt } from '../../domain/clock.ts';
import type { Clock, Metric } from '../../domain/clock.ts';
import { firstClocks, startClock } from '../../domain/incident/targets.ts';
import type { Calendar } from '../../domain/calendar.ts';
import type { Plan } from '../../domain/plan.ts';
import type { Promise } from '../../domain/plan/promises.ts';
import { buildCalendars } from '../build.ts';
import { compileCalendar } from '../calendar.ts';
import type { CalendarSource } from '../calendar.ts';
import { isWhole } from '../draft.ts';
import type { Draft } from '../draft.ts';
import type { Path } from '../finding.ts';
import { usualCombine, usualTypes } from '../schema.ts';
import { targetRows } from '../target-rows.ts';
import type { Row } from '../target-rows.ts';
import { once } from '../time/once.ts';
import { spellTarget } from '../time/target.ts';

/** One promise and where it stands. */
export type Said = Pick<Promise, 'target' | 'calendar' | 'rule'>;

/** What decides which promises hold for a ticket of no impact or category in particular. */
export interface Ticket {
  readonly severity: string;
  readonly type: string;
  readonly tier: string | null;
}

/** What a plan promises to its tickets, by the same rules as when they are opened. Instants are epoch ms. */
export interface Promised {
  readonly calendars: Readonly<Record<string, Calendar>>;
  /** Which one wins. */
  readonly combine: Plan['combine'];
  /** One of every severity and type of a tier, or of no tier. */
  readonly tickets: (tier: string | null) => readonly Ticket[];
  readonly clocks: (ticket: Ticket, at: number) => readonly Clock[];
  /** Infinity where it is not to be foreseen. */
  readonly due: (promise: Said, at: number) => number;
}

const hour = 3_600_000;
/** A Monday; its week and the next are ordinary ones, with public holidays hardly anywhere. */
export const monday = Date.UTC(2026, 5, 8);
const until = monday + 200 * 24 * hour;

/** Instants of every day and every part of the day, by which promises on different calendars are compared. */
export const openings: readonly number[] = Array.from({ length: 8 }, (_, step) => monday + step * 21 * hour);

const none = { impact: null, category: null, level: null, service: null };

const kept = new WeakMap<Draft, Promised | null>();

/** Null where something of it is not well formed: what a plan promises is then not to be known. */
export function promisedBy(draft: Draft): Promised | null {
  if (!kept.has(draft)) kept.set(draft, read(draft));
  return kept.get(draft)!;
}

function read(draft: Draft): Promised | null {
  const { severities, tiers, targets, calendars: written, types, timezone, combine = usualCombine } = draft.written;
  if (severities === undefined || timezone === undefined) return null;
  if (!isWhole(draft, 'severities', 'tiers', 'targets', 'calendars', 'types', 'combine')) return null;
  const rows = targetRows({ severities, tiers, targets });
  const sources = Object.entries(buildCalendars({ calendars: written, timezone }));
  const calendars = Object.fromEntries(sources.map(([name, source]) => [name, compiled(source)]));
  if (rows.some(({ calendar }) => !Object.hasOwn(calendars, calendar))) return null;
  const rules = { plan: { targets: rows, combine }, calendars };
  const all = types === undefined ? usualTypes : Object.keys(types);
  return {
    calendars,
    combine,
    tickets: (tier) =>
      Object.entries(severities).flatMap(([severity, one]) =>
        (one.types ?? all).map((type) => ({ severity, type, tier })),
      ),
    clocks: (ticket, at) => firstClocks(rules, { ...ticket, ...none }, at),
    due: (promise, at) => {
      const calendar = calendars[promise.calendar];
      return calendar === undefined ? Infinity : (dueAt(calendar, startClock('response', promise, at)) ?? Infinity);
    },
  };
}

/** A plan is checked again and again while it is written. */
const compiled = once((source: CalendarSource) => compileCalendar(source, monday, until));

/** What holds of this metric for a ticket opened at an instant, the first of `openings` where none is given. */
export const clockOf = ({ clocks }: Promised, ticket: Ticket, metric: Metric, at = monday): Clock | undefined =>
  clocks(ticket, at).find((one) => one.metric === metric);

/** Whether some of the tickets get what the row promises, or as much from elsewhere. */
export function everHolds({ clocks, due }: Promised, tickets: readonly Ticket[], row: Row): boolean {
  const { response, resolution, calendar = 'always' } = row;
  const own: Readonly<Record<string, Row['response']>> = { response, resolution };
  const isOwn = (clock: Clock, at: number): boolean => {
    const target = own[clock.metric]?.to;
    return target !== undefined && due({ target, calendar, rule: '' }, at) === due(clock, at);
  };
  return tickets.some((ticket) => openings.some((at) => clocks(ticket, at).some((clock) => isOwn(clock, at))));
}

/** Whether one promise, counted from the same instant, is never due later than the other, and sometimes sooner. */
export function isStricter({ due }: Promised, one: Said, other: Said): boolean {
  const leads = openings.map((at) => {
    const [mine, its] = [due(one, at), due(other, at)];
    return mine === Infinity || its === Infinity ? Number.NaN : its - mine;
  });
  return leads.every((ms) => ms >= 0) && leads.some((ms) => ms > 0);
}

/** Where a promise stands, from its `rule`; names may hold dots. */
export function pathOf({ rule }: Said): Path {
  const [chapter, ...rest] = rule.split('.');
  const entry = rest.slice(0, -1).join('.');
  return [chapter!, chapter === 'targets' ? Number(entry) : entry, rest.at(-1)!];
}

/** `4h`, `3 business days`, and on which calendar where that is not `always`. */
export const spelled = ({ target, calendar }: Omit<Said, 'rule'>): string =>
  calendar === 'always' ? spellTarget(target) : `${spellTarget(target)} on \`${calendar}\``;
