import type { Path } from '../../language/finding.ts';
import { isNamed, variableOf } from '../backup/place.ts';

import type { Read } from './sight.ts';

/** A name of the environment that a plan speaks of. */
export interface Named {
  readonly name: string;
  /** Where first: `backups.database.on`. */
  readonly path: string;
  /** The machine on which it must be set; null: where Guardia runs. */
  readonly runsOn: string | null;
  /** The place of copies that it stands for; null: it is written as `${NAME}`. */
  readonly place: string | null;
}

/** Every name of the environment that a plan speaks of, each once for a machine. */
export function namesIn({ plan, written }: Read): readonly Named[] {
  const runsOn = ([chapter, name]: Path): string | null =>
    chapter === 'backups' ? (plan.backups[String(name)]?.runsOn ?? null) : null;
  const texts = [...textsIn(written)].flatMap(({ path, text }) =>
    Array.from(text.matchAll(variable), ([, name = '']) => ({ name, path, runsOn: runsOn(path), place: null })),
  );
  const beside = Object.entries(plan.backups).flatMap(([backup, one]) => [
    ...one.environment.map((name) => ({ name, path: ['backups', backup, 'environment'], place: null, ...one })),
    ...(one.driver === 'watch' ? [] : one.places.filter(isNamed)).map((place) => ({
      name: variableOf(place),
      path: ['backups', backup, 'places'],
      ...one,
      place,
    })),
  ]);
  const all = [...texts, ...beside].map(({ name, path, place, runsOn: on }) => ({
    name,
    place,
    path: path.join('.'),
    runsOn: on,
  }));
  return [...Map.groupBy(all, (one) => `${one.name} ${one.runsOn ?? ''}`).values()].map(([first]) => first!);
}

const variable = /\$\{([^}]*)\}/g;

function* textsIn(value: unknown, path: Path = []): Generator<{ readonly path: Path; readonly text: string }> {
  if (typeof value === 'string') yield { path, text: value };
  else if (Array.isArray(value)) for (const [at, one] of value.entries()) yield* textsIn(one, [...path, at]);
  else if (typeof value === 'object' && value !== null)
    for (const [key, one] of Object.entries(value)) yield* textsIn(one, [...path, key]);
}
