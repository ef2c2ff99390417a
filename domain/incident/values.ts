import type { Field } from '../plan.ts';

import { UnknownValue } from './incident.ts';

const longest = 20_000;
const longestLink = 2000;

/** The value of a field in its one form. Throws `UnknownValue` where it is of another kind, saying which is right. */
export function valueOf(name: string, field: Field, given: unknown): string | number | boolean {
  const value = readers[field.type](typeof given === 'string' ? given.trim() : given, field);
  if (value !== undefined) return value;
  throw new UnknownValue(`fields/${name}`, `The field "${name}" ${expected[field.type](field)}.`);
}

type Reader = (given: unknown, field: Field) => string | number | boolean | undefined;

const readers: Readonly<Record<Field['type'], Reader>> = {
  text: (given) => {
    const text = typeof given === 'number' ? String(given) : given;
    return typeof text === 'string' && text.length <= longest ? text : undefined;
  },
  number: (given) => {
    const number = typeof given === 'string' && /^[+-]?\d+(\.\d+)?$/.test(given) ? Number(given) : given;
    return typeof number === 'number' && Number.isFinite(number) ? number : undefined;
  },
  date: (given) => (typeof given === 'string' ? dateOf(given) : undefined),
  choice: (given, { options }) => {
    const said = String(given).toLowerCase();
    return options.find((one) => one === given) ?? options.find((one) => one.toLowerCase() === said);
  },
  'yes or no': (given) => (typeof given === 'boolean' ? given : words.get(String(given).toLowerCase())),
  link: (given) =>
    typeof given === 'string' && given.length <= longestLink && /^https?:\/\/[^\s<>"]+$/i.test(given)
      ? given
      : undefined,
};

const words: ReadonlyMap<string, boolean> = new Map([
  ['yes', true],
  ['true', true],
  ['no', false],
  ['false', false],
]);

const expected: Readonly<Record<Field['type'], (field: Field) => string>> = {
  text: () => `must be a text of at most ${longest} characters`,
  number: () => 'must be a number such as 12.5',
  date: () => 'must be a date such as 2027-03-01',
  choice: ({ options }) => `must be one of ${options.join(', ')}`,
  'yes or no': () => 'must be yes or no',
  link: () => 'must be an address on the web such as https://shop.example/orders/7',
};

/** A day of the calendar; of an instant the day that it is written with. */
function dateOf(text: string): string | undefined {
  const [, date, year, month, day] = /^((\d{4})-(\d\d)-(\d\d))(T.*)?$/.exec(text) ?? [];
  if (date === undefined || Number(day) < 1) return undefined;
  return Number(day) <= (daysIn(Number(year))[Number(month) - 1] ?? 0) ? date : undefined;
}

const daysIn = (year: number): readonly number[] => {
  const february = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
  return [31, february, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
};
