const small: ReadonlyMap<string, number> = new Map([
  ['half', 0.5],
  ['one', 1],
  ['a', 1],
  ['an', 1],
  ['two', 2],
  ['three', 3],
]);

/** What is meant by `2 business hours`, `1 working day` or `half a business day`, as a sentence; null for anything else. */
export function meantDays(written: string): string | null {
  const text = written.trim();
  const [, amount = '', kind, unit] =
    /^(\d+(?:[.,]\d+)?|half|one|an?|two|three)(?: an?)? *(business|working|work|office)[ -]*(hour|day)s?$/i.exec(
      text,
    ) ??
    /^(\d+(?:[.,]\d+)?|half|one|an?|two|three)(?: an?)? *(week)-?(day)s?$/i.exec(text) ??
    [];
  if (kind === undefined || unit === undefined) return null;
  const count = small.get(amount.toLowerCase()) ?? Number(amount.replace(',', '.'));
  if (unit.toLowerCase() === 'hour')
    return `\`${text}\` cannot be read: write ${inHours(count)}; on a calendar these are open hours`;
  if (!Number.isInteger(count))
    return `\`${text}\` cannot be read: write whole days, such as 1 business day, or hours, such as 4h; on a calendar these are open hours`;
  return `\`${text}\` cannot be read: write ${count} business day${count === 1 ? '' : 's'}`;
}

const inHours = (hours: number): string => (Number.isInteger(hours) ? `${hours}h` : `${Math.round(hours * 60)}m`);
