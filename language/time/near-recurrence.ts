import { nearest } from '../suggest.ts';

/** What people write who mean the word on the right. */
const meant: ReadonlyMap<string, string> = new Map([
  ['immediately', 'at once'],
  ['immediate', 'at once'],
  ['on demand', 'as needed'],
  ['when needed', 'as needed'],
  ['always', 'continuously'],
  ['fortnightly', '2 weeks'],
  ['biweekly', '2 weeks'],
  ['annual', 'yearly'],
  ['twice a day', '12h'],
  ['twice a month', '1st and 15th of the month'],
  ['twice a year', '6 months'],
  ['semiannually', '6 months'],
  ['nightly', 'day 03:00'],
  ['night', 'day'],
  ['morning', 'day'],
  ['evening', 'day'],
  ['other day', '2 days'],
  ['other week', '2 weeks'],
  ['other month', '2 months'],
  ['twice a week', 'mon, thu'],
  ['working day', 'business day'],
  ['workday', 'business day'],
  ['weekday', 'business day'],
  ['weekdays', 'mon-fri'],
  ['weekend', 'sat, sun'],
  ['end of month', 'last day of the month'],
  ['end of the month', 'last day of the month'],
]);
const vocabulary = (
  'seconds second minutes minute hours hour days day weeks week months month quarters quarter years year hourly daily ' +
  'weekly monthly quarterly yearly annually mon tue wed thu fri sat sun monday tuesday wednesday thursday friday saturday ' +
  'sunday business first third fourth last the of on as at and once change needed continuously'
).split(' ');

/** The right spelling of what is nearly a recurrence, as a sentence; null where none is near. */
export function nearRecurrence(text: string, reads: (text: string) => boolean): string | null {
  if (text.length > 80) return null;
  const right = tries(text)
    .map(onTheClock)
    .find((one) => one !== text && reads(one));
  if (right === undefined) return null;
  return right === text.toLowerCase()
    ? `\`${text}\` must be in small letters: write ${right}`
    : `\`${text}\` cannot be read: write ${right}`;
}

function tries(text: string): readonly string[] {
  const small = text.toLowerCase();
  const words = [...meant].filter(([wrong]) => new RegExp(`\\b${wrong}\\b`).test(small));
  return [
    small,
    ...words.map(([wrong, right]) => small.replace(wrong, right)),
    ...words.map(([wrong, right]) => small.replace(wrong, right.replace(/ \d\d:\d\d$/, ''))),
    small.replaceAll(/[a-z]+/g, nearestWord),
    small.replace(/^(\d{1,2}:\d\d)(?: on)? (.+)$/, '$2 $1'),
    small.replace(/^(?:at )?(\d{1,2}:\d\d)$/, 'day $1'),
    small.replace(/^(.+?),? (?:every|each) (.+)$/, '$2 $1'),
    small.replace(/^on (?:the )?/, ''),
    small.replace(/^(?:once )?(?:an?|per|each) /, ''),
    small.replace(/^(.+?)( \d\d?:\d\d)?$/, '$1 of the month$2'),
    small.replace(/^(?:the )?(\d{1,2})(?:st|nd|rd|th)?(?: of)? (?:the )?month/, '$1th of the month'),
  ];
}

/** `at 3:00` is `03:00`, and so is `at 3`. */
const onTheClock = (text: string): string =>
  text.replace(
    /(?: at (\d{1,2})(?::(\d\d)|h)?| (\d{1,2}):(\d\d))$/,
    (_, said?: string, past = '00', hours = said ?? '', minutes = past) => ` ${hours.padStart(2, '0')}:${minutes}`,
  );

const nearestWord = (word: string): string => (vocabulary.includes(word) ? word : (nearest(word, vocabulary) ?? word));
