import { givenUp, hourCounts, keyChanges, refusedBetween, versionsApplied, wrongWords } from '../../db/anomalies.ts';
import type { HourCount, Wrong } from '../../db/anomalies.ts';
import { mutesAt } from '../../db/mutes.ts';
import { firstApplied } from '../../db/plans.ts';
import type { Plan } from '../../domain/plan.ts';
import { shapeOf, unusualIn } from '../../domain/review/unusual.ts';
import type { Unusual } from '../../domain/review/unusual.ts';
import { daysBefore } from '../../language/time/local-days.ts';
import type { LocalDay } from '../../language/time/local-days.ts';
import type { Desk } from '../desk.ts';

const day = 86_400_000;
/** What is usual is what was so in as many days before. */
const usualDays = 14;
/** Of fewer nobody can say what is usual. */
const leastDays = 5;

/** Something that is counted, and where it is not as usual. */
export interface Count extends Omit<Unusual, 'name'> {
  readonly kind: HourCount['kind'];
  readonly source: string;
  /** `2027-03-01`, by the clocks of the plan. */
  readonly day: string;
}

/** What a reviewer is to look at. */
export interface Anomalies {
  readonly from: number;
  readonly until: number;
  readonly counts: readonly Count[];
  /** Said in this time and in none of the days before. */
  readonly words: readonly Pick<Wrong, 'kind' | 'source' | 'words'>[];
  /** By anybody, at any door of the installation. */
  readonly refused: number;
  readonly keys: Awaited<ReturnType<typeof keyChanges>>;
  readonly versions: Awaited<ReturnType<typeof versionsApplied>>;
  readonly muted: Awaited<ReturnType<typeof mutesAt>>;
  readonly givenUp: number;
}

/** What was unusual under a plan in the `count` days before that of an instant, by the clocks of the plan. */
export async function anomalies(
  { db }: Pick<Desk, 'db'>,
  plan: Plan,
  nominalAt: number,
  count: number,
): Promise<Anomalies> {
  const days = daysBefore(nominalAt, plan.timezone, count);
  const { from, until } = { from: days[0]!.from, until: days.at(-1)!.until };
  const span = { plan: plan.slug, from, until };
  const longer = { ...span, from: from - (usualDays + 1) * day };
  const born = (await firstApplied(db, plan.slug)) ?? from;
  const [counts, words, refused, keys, versions, muted, lost] = await Promise.all([
    hourCounts(db, longer, plan.timezone),
    wrongWords(db, longer, Object.keys(plan.restricted)),
    refusedBetween(db, from, until),
    keyChanges(db, span),
    versionsApplied(db, span),
    mutesAt(db, until, [plan.slug]),
    givenUp(db, span),
  ]);
  const unusual = days.flatMap((one) => unusualOn(one, counts, plan.timezone, born));
  return { from, until, counts: unusual, words: unheardOf(words, from), refused, keys, versions, muted, givenUp: lost };
}

function unusualOn(one: LocalDay, counts: readonly HourCount[], zone: string, born: number): readonly Count[] {
  const before = daysBefore(one.from, zone, usualDays).filter(({ from }) => from >= born);
  if (before.length < leastDays) return [];
  const series = Map.groupBy(counts, ({ kind, source }) => `${kind} ${source}`);
  return [...series.values()].flatMap((rows) => {
    const { kind, source } = rows[0]!;
    const found = unusualIn({ name: '', day: hoursOf(rows, one), before: before.map((each) => hoursOf(rows, each)) });
    return found === null ? [] : [{ ...found, kind, source, day: one.name }];
  });
}

const hoursOf = (rows: readonly HourCount[], { name }: LocalDay): readonly number[] =>
  Array.from({ length: 24 }, (_, hour) => rows.find((row) => row.day === name && row.hour === hour)?.count ?? 0);

const shape = ({ kind, source, words }: Wrong): string => `${kind} ${source} ${shapeOf(words)}`;

/** Each once, whatever numbers it holds. */
function unheardOf(words: readonly Wrong[], from: number): Anomalies['words'] {
  const seen = new Set(words.filter(({ firstAt }) => firstAt < from).map(shape));
  return words.filter((one) => {
    const known = seen.has(shape(one));
    seen.add(shape(one));
    return !known;
  });
}
