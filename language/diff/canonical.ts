import { withDefaults } from '../defaults.ts';
import type { Path } from '../finding.ts';
import { parseDays, weekdays } from '../hours.ts';
import type { Weekday } from '../hours.ts';
import { at, isFields, isList, mapFields } from '../json.ts';
import type { Fields, Json } from '../json.ts';

import { keyOf } from './change.ts';
import { inShort } from './forms.ts';
import { meaning } from './meaning.ts';

/** Where the order of entries says something: which severity is the worst, which stage comes first. */
const ordered: ReadonlySet<string> = new Set([
  'severities',
  'tiers',
  'types',
  'impacts',
  'levels',
  'phases',
  'pipeline',
]);

export const isOrdered = (path: Path): boolean => ordered.has(keyOf(path));

/** A plan in full, still in its author's words: with what it leaves unsaid, and one form where there are several. */
export function inFull(written: Json): Fields {
  if (!isFields(written)) return { plan: written };
  const said = Object.entries(written).filter(([, chapter]) => !isEmpty(chapter));
  return mapFields(inShort(withDefaults(Object.fromEntries(said))), (chapter, name) =>
    name === 'calendars' && isFields(chapter) ? mapFields(chapter, calendar) : chapter,
  );
}

const isEmpty = (chapter: Json): boolean =>
  isList(chapter) ? chapter.length === 0 : isFields(chapter) && Object.keys(chapter).length === 0;

/** What a plan means. Two plans mean the same if and only if these are equal as JSON. */
export const canonical = (written: Json): Json => meant(inFull(written));

/** What a value means, as text to compare. */
export const meantAs = (value: Json | undefined, key = ''): string =>
  value === undefined ? '' : JSON.stringify(meant(value, key));

/** One thing and a list of it are the same. */
function meant(value: Json, key = ''): Json {
  if (isList(value)) return value.length === 1 ? meant(value[0]!, key) : value.map((one) => meant(one, key));
  if (!isFields(value)) return meaning(value, key);
  return ordered.has(key) ? { order: Object.keys(value), entries: sorted(value, meant) } : sorted(value, meant);
}

const sorted = (fields: Fields, map: (value: Json, key: string) => Json): Fields =>
  Object.fromEntries(
    Object.keys(fields)
      .toSorted()
      .map((key) => [key, map(fields[key]!, key)]),
  );

/** Days with the same hours stand together: `mon-fri`, however they were written. */
function calendar(written: Json): Json {
  if (!isFields(written)) return written;
  const holidays = at(written, 'holidays');
  const alone = isFields(holidays) && Object.keys(holidays).join() === 'country' ? at(holidays, 'country') : undefined;
  const days = Object.entries(written).filter(([key]) => 'value' in parseDays(key));
  const others = Object.entries(written).filter(([key]) => !('value' in parseDays(key)));
  return { ...Object.fromEntries([...runs(days), ...others]), ...(alone !== undefined && { holidays: alone }) };
}

function runs(written: readonly (readonly [string, Json])[]): readonly (readonly [string, Json])[] {
  const hoursOf = (day: Weekday): Json | undefined =>
    written.find(([key]) => {
      const days = parseDays(key);
      return 'value' in days && days.value.includes(day);
    })?.[1];
  const firsts = weekdays.filter(
    (day, index) => index === 0 || meantAs(hoursOf(day)) !== meantAs(hoursOf(weekdays[index - 1]!)),
  );
  return firsts.flatMap((first, index) => {
    const next = firsts[index + 1];
    const last = weekdays[(next === undefined ? weekdays.length : weekdays.indexOf(next)) - 1]!;
    const hours = hoursOf(first);
    return hours === undefined ? [] : [[first === last ? first : `${first}-${last}`, hours] as const];
  });
}
