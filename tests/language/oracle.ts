const minute = 60_000;

/** A stretch of time, minute by minute, as a clock on a wall shows it. Knows nothing of Temporal or of intervals. */
export interface Wall {
  readonly from: number;
  readonly minutes: number;
  /** Local minutes since 1970-01-01 00:00 local, for each minute of UTC. */
  readonly shows: Int32Array;
}

/** What a wall clock of the zone shows; asked of Intl once in 15 minutes, because zones change at quarters only. */
export function wallOf(zone: string, from: number, days: number): Wall {
  const clock = new Intl.DateTimeFormat('en-u-hc-h23', {
    timeZone: zone,
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
  });
  const minutes = days * 1440;
  const shows = new Int32Array(minutes);
  for (let start = 0; start < minutes; start += 15) {
    const parts = clock.formatToParts(from + start * minute);
    const part = (name: string): number => Number(parts.find(({ type }) => type === name)?.value);
    const local = Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute')) / minute;
    for (let step = 0; step < 15; step++) shows[start + step] = local + step;
  }
  return { from, minutes, shows };
}
