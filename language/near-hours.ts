/** The intervals that are meant by `10-13`, `9h-18h` or `9-13, 14-18`, as they are written; null where that is not plain. */
export function nearHours(written: string): string | null {
  if (/^(closed|none|off)$/i.test(written)) return '[], which is no hours at all';
  const parts = written.split(/ *, *| and | *; */).map(interval);
  if (parts.length > 5 || parts.some((part) => part === null)) return null;
  const quoted = parts.map((part) => `"${part}"`);
  return quoted.length === 1 ? quoted[0]! : `[${quoted.join(', ')}]`;
}

const time = String.raw`(\d{1,2})(?:[:.h](\d\d)|h)? ?(am|pm)?`;
const twoTimes = new RegExp(`^${time} *(?:-|–|—|to|until) *${time}$`, 'i');

function interval(text: string): string | null {
  const [, h1, m1, half1, h2, m2, half2] = twoTimes.exec(text.trim()) ?? [];
  if (h1 === undefined || h2 === undefined) return null;
  const [from, to] = [clock(h1, m1, half1), clock(h2, m2, half2)];
  return from < to && to <= '24:00' ? `${from}-${to}` : null;
}

function clock(hours: string, minutes = '00', half?: string): string {
  const hour = half === undefined ? Number(hours) : (Number(hours) % 12) + (half.toLowerCase() === 'pm' ? 12 : 0);
  return `${String(hour).padStart(2, '0')}:${minutes}`;
}
