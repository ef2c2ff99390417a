/** What YAML and JSON can say. */
export type Json = null | boolean | number | string | readonly Json[] | Fields;
export interface Fields {
  readonly [key: string]: Json;
}

export const isList = (value: Json | undefined): value is readonly Json[] => Array.isArray(value);

/** Keys and values, as opposed to a list or a single value. */
export const isFields = (value: Json | undefined): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The value under a key of its own; undefined where there is none. */
export const at = (value: Json | undefined, key: string): Json | undefined =>
  isFields(value) && Object.hasOwn(value, key) ? value[key] : undefined;

/** The same keys with other values. */
export const mapFields = <From, To>(
  fields: Readonly<Record<string, From>>,
  map: (value: From, key: string) => To,
): Record<string, To> => Object.fromEntries(Object.entries(fields).map(([key, value]) => [key, map(value, key)]));
