import type { Path } from '../finding.ts';
import { isFields, isList } from '../json.ts';
import type { Json } from '../json.ts';

import { keyOf } from './change.ts';

const irregular: Readonly<Record<string, string>> = { people: 'person', severities: 'severity', statuses: 'status' };

/** `role` of `roles`: what one entry of a chapter is. */
export function singular(plural: string): string {
  if (Object.hasOwn(irregular, plural)) return irregular[plural]!;
  if (plural.endsWith('ies')) return `${plural.slice(0, -3)}y`;
  return /[^suia]s$/.test(plural) ? plural.slice(0, -1) : plural;
}

/** What a place is called: `P1`, `role tech-lead`, `escalation critical, step 2`. */
export function called(path: Path): string {
  const [chapter, entry, ...rest] = path;
  if (chapter === undefined) return '';
  if (entry === undefined) return String(chapter);
  const first = chapter === 'severities' ? String(entry) : `${singular(String(chapter))} ${spoken(entry)}`;
  // `step 2` says it all: of `steps` nothing is said.
  const parts = rest.map((_, index) => index).filter((index) => typeof rest[index + 1] !== 'number');
  return [first, ...parts.map((index) => inside(path.slice(0, index + 3)))].join(', ');
}

/** What the last part of a path is called by itself: `response`, `step 2`. */
export function inside(path: Path): string {
  const last = path.at(-1)!;
  if (typeof last === 'string') return last;
  return `${keyOf(path) === path[1] ? 'step' : singular(keyOf(path))} ${spoken(last)}`;
}

const spoken = (part: string | number): string => (typeof part === 'number' ? String(part + 1) : part);

const longest = 60;

/** A value on one short line. */
export function shown(value: Json): string {
  const text = line(value);
  const letters = Array.from(text);
  return letters.length > longest ? `${letters.slice(0, longest - 1).join('')}…` : text;
}

function line(value: Json): string {
  if (value === null) return 'nothing';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (isList(value)) return value.map(line).join(', ');
  if (!isFields(value)) return String(value).replaceAll(/\s+/g, ' ').trim();
  return Object.entries(value)
    .map(([key, one]) => `${key} ${line(one)}`)
    .join(', ');
}

const asWritten = (value: Json): string => (typeof value === 'boolean' ? String(value) : shown(value));

/** Said before both values, not once: `every quarter → every month`. */
const prefixes: ReadonlySet<string> = new Set(['every', 'at', 'within']);

/** That one value stands where another stood. */
export function turned(path: Path, before: Json, after: Json): string {
  const name = inside(path);
  const words = [before, after].map(shown);
  // The word "yes" where `true` stood: only as it is written it is another.
  const both = words[0] === words[1] ? [before, after].map(asWritten) : words;
  if (path.length < 3) return `${called(path)}: ${both.join(' → ')}`;
  const twice = prefixes.has(name);
  const values = both.map((one) => (twice && !one.startsWith(`${name} `) ? `${name} ${one}` : one)).join(' → ');
  return about(path, twice ? values : `${name} ${values}`);
}

/** A clause about what stands at a path, after the name of what it is part of. */
export const about = (path: Path, clause: string): string =>
  `${called(path.slice(0, -1))}${path[0] === 'severities' && path.length === 3 ? ' ' : ': '}${clause}`;

/** The same, so that it reads well without a verb. */
export const of = (path: Path, clause: string): string => `${called(path.slice(0, -1))}: ${clause}`;
