import type { Field, Plan } from '../plan.ts';

import { UnknownValue } from './incident.ts';
import { valueOf } from './values.ts';

/** What a ticket records besides what every ticket has, by the name of the field. */
export type Fields = Readonly<Record<string, unknown>>;

/**
 * What is given, each value in its one form, without what is empty. A plan that declares no fields keeps anything. Throws
 * `UnknownValue` for what tickets of this type do not have, for a wrong value, and, where `whole`, for what is missing.
 */
export function fieldsOf({ fields }: Pick<Plan, 'fields'>, type: string, given: Fields, whole: boolean): Fields {
  if (Object.keys(fields).length === 0) return given;
  const own = declared(fields, type);
  const read = Object.entries(given).flatMap(([name, value]) => {
    const field = Object.hasOwn(own, name) ? own[name] : undefined;
    if (field === undefined) throw unknown(name, type, own);
    return isEmpty(value) ? [] : [[name, valueOf(name, field, value)] as const];
  });
  const found = Object.fromEntries(read);
  if (whole) requireAll(own, found, type);
  return found;
}

/** What it records after a change: null and the empty text take a value away. Throws `UnknownValue` like `fieldsOf`. */
export function changedFields(plan: Pick<Plan, 'fields'>, type: string, before: Fields, changes: Fields): Fields {
  const changed = fieldsOf(plan, type, changes, false);
  const after = Object.fromEntries(
    Object.entries({ ...before, ...changes, ...changed }).filter(([, value]) => !isEmpty(value)),
  );
  const own = declared(plan.fields, type);
  const emptied = Object.keys(changes).filter((name) => isEmpty(changes[name]) && own[name]?.required === true);
  requireAll(Object.fromEntries(emptied.map((name) => [name, own[name]!])), after, type);
  return after;
}

/** The fields that tickets of this type have. */
export const declared = (fields: Plan['fields'], type: string): Plan['fields'] =>
  Object.fromEntries(Object.entries(fields).filter(([, { types }]) => types?.includes(type) ?? true));

const isEmpty = (value: unknown): boolean =>
  value === null || value === undefined || (typeof value === 'string' && value.trim() === '');

function requireAll(own: Plan['fields'], found: Fields, type: string): void {
  const missing = Object.keys(own).filter((name) => own[name]!.required && !Object.hasOwn(found, name));
  if (missing.length === 0) return;
  const what = missing.map((name) => spoken(name, own[name]!)).join(', ');
  throw new UnknownValue(`fields/${missing[0]!}`, `A ticket of the type "${type}" needs these fields: ${what}.`);
}

function unknown(name: string, type: string, own: Plan['fields']): UnknownValue {
  const names = Object.keys(own);
  const offer = names.length === 0 ? 'they have none' : `they have ${names.join(', ')}`;
  // The name stands in a JSON pointer.
  const pointer = `fields/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`;
  return new UnknownValue(pointer, `Tickets of the type "${type}" have no field "${name}" in this plan: ${offer}.`);
}

/** `prestamo (Préstamo relacionado)`. */
const spoken = (name: string, { title }: Field): string => (title === name ? name : `${name} (${title})`);
