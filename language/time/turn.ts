import { andThen } from './parsed.ts';
import type { Parsed } from './parsed.ts';
import { parseRecurrence } from './recurrence.ts';
import type { Recurrence } from './recurrence.ts';

const hour = 3_600_000;

/** Reads how long somebody is on call, `1 week` or `12h`; promises a rhythm of at least an hour. */
export const parseTurn = (written: string): Parsed<Recurrence> =>
  andThen(parseRecurrence(written), (every): Parsed<Recurrence> => {
    if (every.kind === 'interval' && every.ms < hour)
      return { problem: `\`${written}\` is too short for a shift: 1h is the least` };
    return hasRhythm(every)
      ? { value: every }
      : { problem: `\`${written}\` does not say how long a shift lasts: write it like 1 week, 1 day or 12h` };
  });

/** Reads when one hands over to the next, `mon 09:00`; promises a day or a time of day. */
export const parseHandoff = (written: string): Parsed<Recurrence> =>
  andThen(parseRecurrence(/^\d{1,2}:\d\d$/.test(written.trim()) ? `day ${written}` : written), (handoff) =>
    handoff.kind === 'rule' || handoff.kind === 'business'
      ? { value: handoff }
      : { problem: `\`${written}\` is no time of day: write it like mon 09:00 or day 08:00` },
  );

const hasRhythm = ({ kind }: Recurrence): boolean => kind === 'interval' || kind === 'rule' || kind === 'business';
