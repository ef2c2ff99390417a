import { Undone } from '../ends.ts';

/** What somebody wrote as an instant, in ISO 8601 and UTC; without an offset it is by the clock of this terminal. */
export function instantFrom(option: string, text: string): string {
  const at = /^\d{4}-\d\d-\d\d([T ]\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)?)?$/.test(text)
    ? new Date(/^.{10}$/.test(text) ? `${text}T00:00` : text.replace(' ', 'T')).getTime()
    : NaN;
  if (Number.isNaN(at))
    throw new Undone(`${option} "${text}" is no instant: write it like 2027-03-28T10:00 or 2027-03-28T10:00:00Z.`);
  return new Date(at).toISOString();
}

/** An instant by the clocks of a zone, to the minute; nothing where there is none. */
export const localIn = (timeZone: string, instant: string | null): string =>
  instant === null ? '' : new Date(instant).toLocaleString('sv-SE', { timeZone }).slice(0, 16);
