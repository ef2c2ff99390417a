import { at, isFields, isList, mapFields } from './json.ts';
import type { Fields, Json } from './json.ts';

/**
 * A plan as it is kept with its versions. Of its people only that there are such: how to reach them is kept elsewhere, where
 * it can be erased; their addresses are left out of every other place, too.
 */
export function withoutContacts(written: Json): Json {
  if (!isFields(written)) return written;
  return withoutPeople(withoutCustomers(written));
}

/** Of a customer's single addresses nothing is left. */
function withoutCustomers(written: Fields): Fields {
  const customers = at(written, 'customers');
  if (!isFields(customers)) return written;
  const kept = mapFields(customers, (one) =>
    isFields(one) ? Object.fromEntries(Object.entries(one).filter(([key]) => key !== 'addresses')) : one,
  );
  return { ...written, customers: kept };
}

function withoutPeople(written: Fields): Json {
  const people = at(written, 'people');
  if (!isFields(people)) return written;
  const contacts = new Set(Object.values(people).flatMap(addresses));
  const others = without(contacts, Object.fromEntries(Object.entries(written).filter(([key]) => key !== 'people')));
  const kept = mapFields(people, (one) => (isFields(one) ? asPaged(one) : {}));
  return isFields(others) ? mapFields(written, (_, key) => (key === 'people' ? kept : (at(others, key) ?? null))) : {};
}

/** Which of the plan's channels page them is no contact. */
const asPaged = (person: Fields): Fields =>
  Object.fromEntries(Object.entries(person).filter(([key]) => key === 'notify'));

/** What a person can be reached by. A `${NAME}` is no address: it says nothing about anybody. */
function addresses(value: Json): readonly string[] {
  if (typeof value === 'string') return /^\+?[\d ()/.-]{6,}$|^[^@\s${]+@[^@\s]+$/.test(value.trim()) ? [value] : [];
  return isList(value) || isFields(value) ? Object.values(value).flatMap(addresses) : [];
}

function without(contacts: ReadonlySet<string>, value: Json): Json {
  const stays = (one: Json) => typeof one !== 'string' || !contacts.has(one);
  if (isList(value)) return value.filter(stays).map((one) => without(contacts, one));
  if (!isFields(value)) return value;
  const kept = Object.entries(value).filter(([, one]) => stays(one));
  return Object.fromEntries(kept.map(([key, one]) => [key, without(contacts, one)]));
}

/** The Markdown files that a plan names, such as `runbooks/database.md`: paths within its own folder, each once. */
export function filesNamedIn(written: Json): readonly string[] {
  if (typeof written === 'string') return isInside(written) ? [written] : [];
  if (!isList(written) && !isFields(written)) return [];
  return [...new Set(Object.values(written).flatMap(filesNamedIn))];
}

const isInside = (path: string): boolean =>
  /^[^\s:*?"<>|\\$]+\.md$/.test(path) && !path.startsWith('/') && !path.split('/').includes('..');
