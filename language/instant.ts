/** An instant (epoch ms) as people of `locale` read it in `zone`, the zone named: `Fri, 26 Mar 2027, 22:00 EET`. */
export function sayInstant(at: number, zone: string, locale: string): string {
  const parts = {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
  } as const;
  return format(locale, { ...parts, hourCycle: 'h23', timeZone: zone, timeZoneName: 'short' }).format(at);
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** Kept, for making one costs more than a thousand uses. */
function format(locale: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${locale} ${options.timeZone}`;
  const made = formats.get(key) ?? new Intl.DateTimeFormat(locale === 'en' ? 'en-GB' : locale, options);
  formats.set(key, made);
  return made;
}

/** The same as machines and lists have it: `2027-04-01 09:00:00`. */
export const localTime = (at: number, zone: string): string => new Date(at).toLocaleString('sv-SE', { timeZone: zone });
