import fc from 'fast-check';

const hour = 3_600_000;
const zones = ['Europe/Madrid', 'Europe/Bucharest', 'Australia/Lord_Howe', 'America/New_York', 'UTC'];
const days = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];

const instant = fc
  .integer({ min: Date.parse('2026-01-01T00:00Z'), max: Date.parse('2028-01-01T00:00Z') })
  .map((ms) => new Date(ms).toISOString());
const date = instant.map((text) => text.slice(0, 10));
const intervals = fc.subarray(['00:00-03:30', '09:00-13:00', '13:00-14:00', '15:00-18:30', '22:00-24:00']);

const calendar = fc.oneof(
  fc.record({ zone: fc.constantFrom(...zones), always: fc.constant(true) }),
  fc.record({
    zone: fc.constantFrom(...zones),
    week: fc.tuple(...days.map(() => intervals)).map((all) => Object.fromEntries(all.map((one, i) => [days[i], one]))),
    closed: fc.array(date, { maxLength: 3 }),
    special: fc.dictionary(date, intervals, { maxKeys: 3 }),
  }),
);

const target = fc.oneof(
  fc.integer({ min: 1, max: 200 * hour }).map((ms) => ({ seconds: ms / 1000 })),
  fc.integer({ min: 1, max: 5 }).map((businessDays) => ({ businessDays })),
);

/** What happens within three weeks of `openedAt`, at no round instant. */
const happening = (openedAt: string) => ({
  pauses: fc.array(
    fc.record({ from: after(openedAt, -24), hours: fc.integer({ min: 0, max: 90 }) }).map(({ from, hours }) => ({
      from,
      to: hours > 80 ? null : new Date(Date.parse(from) + hours * hour).toISOString(),
    })),
    { maxLength: 4 },
  ),
  changes: fc.array(fc.record({ at: after(openedAt, 0), target, retroactive: fc.boolean() }), { maxLength: 2 }),
  fulfilledAt: fc.option(after(openedAt, 0)),
});

const after = (from: string, hours: number) =>
  fc.integer({ min: hours * hour, max: 500 * hour }).map((ms) => new Date(Date.parse(from) + ms).toISOString());

/** Cases of `guardia clock`, always the same ones, over so many calendars. */
export function clockCases(count: number, calendars: number): readonly object[] {
  const known = fc.sample(calendar, { seed: 1, numRuns: calendars });
  const told = instant.chain((openedAt) =>
    fc.record({
      openedAt: fc.constant(openedAt),
      target,
      thresholds: fc.constant([0.5, 0.8, 1]),
      ...happening(openedAt),
    }),
  );
  return fc
    .sample(told, { seed: 2, numRuns: count })
    .map((one, index) => ({ calendar: known[index % calendars]!, ...one }));
}
