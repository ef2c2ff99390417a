import type { Period, Recurrence } from '../../domain/recurrence.ts';

type Business = Extract<Recurrence, { kind: 'business' }>;

/** Says of a local date such as `2026-12-24` whether it is a business day. */
export type IsBusinessDay = (date: string) => boolean;

const day = 86_400_000;
/** Longer than the period, yet not as long as two. */
const beyond = { week: 7 * day, month: 31 * day, quarter: 92 * day, year: 366 * day } as const;
const months = { month: 1, quarter: 3, year: 12 } as const;

/** Midnights in UTC of the days in [from, to] that are business days, or the first or last of their period. */
export function businessDates(
  { which, of }: Pick<Business, 'which' | 'of'>,
  from: number,
  to: number,
  isBusinessDay: IsBusinessDay,
): readonly number[] {
  if (which === 'every' || of === 'day') return openDays(from, to, isBusinessDay);
  const found: number[] = [];
  for (let start = startOf(from, of); start <= to; start = startOf(start + beyond[of], of)) {
    const days = openDays(start, startOf(start + beyond[of], of) - day, isBusinessDay);
    found.push(...(which === 'first' ? days.slice(0, 1) : days.slice(-1)));
  }
  return found.filter((date) => date >= from && date <= to);
}

export const mondayToFriday: IsBusinessDay = (date) => ![0, 6].includes(new Date(date).getUTCDay());

export const dateName = (date: number): string => new Date(date).toISOString().slice(0, 10);

const openDays = (from: number, to: number, isBusinessDay: IsBusinessDay): readonly number[] =>
  Array.from({ length: Math.max(0, (to - from) / day + 1) }, (_, index) => from + index * day).filter((date) =>
    isBusinessDay(dateName(date)),
  );

function startOf(at: number, of: Period): number {
  const date = new Date(at);
  if (of === 'week') return at - ((date.getUTCDay() + 6) % 7) * day;
  return Date.UTC(date.getUTCFullYear(), Math.floor(date.getUTCMonth() / months[of]) * months[of], 1);
}
