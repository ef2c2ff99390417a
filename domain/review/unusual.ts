/** What was counted of something: one number for each hour of a day, of the day that is looked at and of those before it. */
export interface Counts {
  readonly name: string;
  readonly day: readonly number[];
  readonly before: readonly (readonly number[])[];
}

/** That a count is far from what is usual. */
export interface Unusual {
  readonly name: string;
  /** The hour of the day; null: it is the day as a whole. */
  readonly hour: number | null;
  readonly count: number;
  /** The median of the days before. */
  readonly usual: number;
}

/** In deviations as a normal distribution has them; closer is chance. */
const far = 3;
const normal = 1.4826;
/** Fewer more or less than usual are worth nobody's look. */
const least = 3;

/** What is far from the median of the days before: the day as a whole, else the hour that is farthest. */
export function unusualIn({ name, day, before }: Counts): Unusual | null {
  if (before.length === 0) return null;
  const whole = judged(sum(day), before.map(sum));
  if (whole !== null) return { name, hour: null, ...whole };
  const hours = day.flatMap((count, hour) => {
    const one = judged(
      count,
      before.map((counts) => counts[hour] ?? 0),
    );
    return one === null ? [] : [{ name, hour, ...one }];
  });
  return hours.toSorted((a, b) => distance(b) - distance(a))[0] ?? null;
}

function judged(count: number, before: readonly number[]): Pick<Unusual, 'count' | 'usual'> | null {
  const usual = median(before);
  const spread = median(before.map((one) => Math.abs(one - usual)));
  return Math.abs(count - usual) > Math.max(least, far * normal * spread) ? { count, usual } : null;
}

const distance = ({ count, usual }: Pick<Unusual, 'count' | 'usual'>): number => Math.abs(count - usual);

const sum = (counts: readonly number[]): number => counts.reduce((all, one) => all + one, 0);

/** Of an even number the mean of the middle two. */
export function median(all: readonly number[]): number {
  const sorted = all.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

/** An error without what is different each time: numbers, ids, quoted values. */
export const shapeOf = (text: string): string =>
  text
    .toLowerCase()
    .replaceAll(/"[^"]*"|'[^']*'|`[^`]*`/g, '…')
    .replaceAll(/\b(?=[0-9a-f-]*\d)[0-9a-f-]{6,}\b/g, '#')
    .replaceAll(/\d+(\.\d+)*/g, '#')
    .replaceAll(/\s+/g, ' ')
    .trim();
