import { inside, unwrapped } from './draft.ts';
import type { Inner } from './draft.ts';
import { problem } from './finding.ts';
import type { Path, Problem } from './finding.ts';
import type { Json } from './json.ts';
import { planSchema } from './schema.ts';

/** Rule recorded: what no part of Guardia acts on yet is kept, but nobody should count on it. Each kind of key once, at its first place. */
export function recorded(schema: Inner, value: unknown): readonly Problem[] {
  const first = new Map<string, Path>();
  for (const path of recordedPaths([schema], value, [])) {
    const kind = path.length === 1 ? String(path[0]) : `${path[0]}.${path.at(-1)}`;
    if (!first.has(kind)) first.set(kind, path);
  }
  return [...first.values()].map((path) =>
    problem(path, 'recorded', `\`${path.at(-1)}\` is recorded, not executed yet`, 'key'),
  );
}

/** What of a plan is kept and shown but carried out by nothing yet: chapters, or keys in them. */
export const recordedIn = (written: Json): readonly Path[] => [
  ...recordedPaths([planSchema as unknown as Inner], written, []),
];

function* recordedPaths(schemas: readonly Inner[], value: unknown, path: Path): Generator<Path> {
  if (typeof value !== 'object' || value === null) return;
  const here = schemas.flatMap(unwrapped);
  for (const [key, one] of Object.entries(value)) {
    const at = [...path, Array.isArray(value) ? Number(key) : key];
    const known = here.flatMap((schema) => inside(schema, key));
    if (known.some((schema) => schema.meta?.()?.['recorded'] === true)) yield at;
    else yield* recordedPaths(known, one, at);
  }
}
