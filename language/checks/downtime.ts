import type { Recurrence } from '../../domain/recurrence.ts';
import type { Draft } from '../draft.ts';
import { occurrences } from '../time/occurrences.ts';
import { kindsOf } from './window.ts';

const month = 30 * 86_400_000;
const years = 4;

/** How many ms a service is planned to be away in a month; 0 where it is not said. */
export function monthlyDowntimeMs(draft: Draft, service: string): number {
  const impact = draft.written.maintenance?.impact;
  // Written, but not readable: it may be nothing.
  if (impact === undefined && draft.names('maintenance').includes('impact')) return 0;
  return kindsOf(draft)
    .filter(([, { services }]) => services?.includes(service) ?? true)
    .map(([, { every, lasts }]) => (every === undefined ? 0 : perMonth(every) * Math.min(lasts, impact?.toMs ?? lasts)))
    .reduce((sum, ms) => sum + ms, 0);
}

/** How often it comes round in a month, on average; 0 for what has no rhythm. */
function perMonth(every: Recurrence): number {
  if (every.kind === 'interval') return month / every.ms;
  return occurrences(every, 'UTC', Date.UTC(2024, 0, 1), Date.UTC(2024 + years, 0, 1)).length / (12 * years);
}
