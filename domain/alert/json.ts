/** Reading what others send: nothing of its form can be relied upon. */

export type Fields = Readonly<Record<string, unknown>>;

/** The fields of an object; of anything else none. */
export const fields = (value: unknown): Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : {};

export const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/** A text that says something, or a number or yes or no as one; else null. */
export function said(value: unknown): string | null {
  const text = typeof value === 'number' || typeof value === 'boolean' ? String(value) : value;
  return typeof text === 'string' && text.trim() !== '' ? text.trim() : null;
}

/** The first of these that says something. */
export const firstSaid = (...values: readonly unknown[]): string | null =>
  values.reduce<string | null>((found, one) => found ?? said(one), null);

/** What stands at `monitor.tags.0.name`; a name that itself holds dots is found, too. */
export function at(value: unknown, path: string): unknown {
  if (path === '') return value;
  const all: Fields = Array.isArray(value) ? Object.fromEntries(value.entries()) : fields(value);
  if (Object.hasOwn(all, path)) return all[path];
  const dots = [...path.matchAll(/\./g)].map(({ index }) => index);
  const cut = dots.find((index) => Object.hasOwn(all, path.slice(0, index)));
  return cut === undefined ? undefined : at(all[path.slice(0, cut)], path.slice(cut + 1));
}

const mostLabels = 100;
const deepest = 4;

/** Everything in it that is a text, a number or yes or no, by its path. */
export function labelsIn(value: unknown, path = '', depth = 0): Record<string, string> {
  const inner = Array.isArray(value) ? Object.entries(value) : Object.entries(fields(value));
  if (inner.length === 0) {
    const text = said(value);
    return path === '' || text === null ? {} : { [path]: text };
  }
  if (depth >= deepest) return {};
  const all = inner.flatMap(([name, one]) =>
    Object.entries(labelsIn(one, path === '' ? name : `${path}.${name}`, depth + 1)),
  );
  return Object.fromEntries(all.slice(0, mostLabels));
}

/** What is known after `later` was said: what it leaves out stays, however deep. */
export function merged(before: Fields, later: Fields): Fields {
  const both = Object.entries(later).map(([name, value]) => {
    const was = before[name];
    const inside = Object.keys(fields(value)).length > 0 && Object.keys(fields(was)).length > 0;
    return [name, inside ? merged(fields(was), fields(value)) : isNothing(value) && was !== undefined ? was : value];
  });
  return { ...before, ...Object.fromEntries(both) };
}

const isNothing = (value: unknown): boolean =>
  value === null || value === '' || (typeof value === 'object' && Object.keys(value).length === 0);
