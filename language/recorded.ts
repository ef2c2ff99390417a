import { problem } from './finding.ts';
import type { Path, Problem } from './finding.ts';
import { walk } from './walk.ts';

/** What of a plan, as plain JSON, is accepted and shown but not executed yet: the outermost keys. */
export function recordedIn(written: unknown): readonly Path[] {
  const found = new Map<string, Path>();
  for (const { path, meta } of walk(written)) {
    const inner = path.some((_, length) => found.has(path.slice(0, length).join('\0')));
    if (meta.recorded === true && !inner) found.set(path.join('\0'), path);
  }
  return [...found.values()];
}

/** Rule recorded: nobody should count on what no part of Guardia acts on. Each kind of key once, at its first place. */
export function recorded(written: unknown): readonly Problem[] {
  const first = new Map<string, Path>();
  for (const path of recordedIn(written)) {
    const kind = path.length === 1 ? String(path[0]) : `${path[0]}.${path.at(-1)}`;
    if (!first.has(kind)) first.set(kind, path);
  }
  return [...first.values()].map((path) =>
    problem(path, 'recorded', `\`${path.at(-1)}\` is recorded, not executed yet`, 'key'),
  );
}
