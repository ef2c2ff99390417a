import type { Path } from './finding.ts';
import { at, isFields, isList, mapFields } from './json.ts';
import type { Fields, Json } from './json.ts';
import { usualCombine, usualTypes } from './schema.ts';

/** What holds where a plan says nothing. */
const ofPlan: Fields = { types: [...usualTypes], combine: usualCombine, reopen: '7 days' };
const ofPromises: Fields = { calendar: 'always' };
const promising = ['severities', 'tiers', 'levels', 'targets'];

/** A plan with what it leaves unsaid. */
export const withDefaults = (written: Fields): Fields =>
  filled(
    ofPlan,
    mapFields(written, (chapter, name) => (promising.includes(name) ? promisesIn(chapter) : chapter)),
  );

const filled = (defaults: Fields, written: Fields): Fields => ({
  ...written,
  ...Object.fromEntries(missing(defaults, written).map((key) => [key, defaults[key]!])),
});

/** Where in the plan that is. */
export function defaultsIn(written: Fields): readonly Path[] {
  const rows = promising.flatMap((name) =>
    entriesOf(at(written, name)).map(([key, row]) => [[name, key], row] as const),
  );
  return [
    ...missing(ofPlan, written).map((key) => [key]),
    ...rows.flatMap(([path, row]) => (isFields(row) ? missing(ofPromises, row).map((key) => [...path, key]) : [])),
  ];
}

const missing = (defaults: Fields, written: Fields): readonly string[] =>
  Object.keys(defaults).filter((key) => !Object.hasOwn(written, key));

const whole = (row: Json): Json => (isFields(row) ? filled(ofPromises, row) : row);

function promisesIn(chapter: Json): Json {
  if (isList(chapter)) return chapter.map(whole);
  return isFields(chapter) ? mapFields(chapter, whole) : chapter;
}

/** The entries of a chapter, a list's by their indexes. */
function entriesOf(chapter: Json | undefined): readonly (readonly [string | number, Json])[] {
  if (isList(chapter)) return chapter.map((one, index) => [index, one] as const);
  return isFields(chapter) ? Object.entries(chapter) : [];
}
