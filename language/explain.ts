import { defaultsIn, withDefaults } from './defaults.ts';
import { problem } from './finding.ts';
import type { Path } from './finding.ts';
import { isFields, isList } from './json.ts';
import type { Fields, Json } from './json.ts';
import { parse } from './parse.ts';
import { recordedIn } from './recorded.ts';
import type { Environment } from './settings.ts';
import { withoutContacts } from './written.ts';

/** One value of a plan and where it came from. */
export interface Explained {
  readonly path: string;
  /** A value, or a list of plain ones. A `${NAME}` stands as it is written: what it holds may be a secret. */
  readonly value: Json;
  readonly from: string;
  /** Whether it is kept and shown only: nothing acts on it yet. */
  readonly recorded: boolean;
}

/** Every value of a plan file, in the order of the text: its line, or `default` where the language fills it in. Empty where it can't be read. */
export function explainFile(text: string, file: string, env: Environment): readonly Explained[] {
  const source = parse(text, file);
  const written = source.value as Json;
  if (!source.readable || !isFields(written)) return [];
  const place = (path: Path): string => {
    const { line } = source.locate(problem(path, 'recorded', ''));
    return `${file}:${line}`;
  };
  return explain(written, place, (name) => (env[name] ? `environment ${name}` : `${name} not configured`));
}

/** Every value of an applied version. */
export const explainVersion = (written: Json, version: number): readonly Explained[] =>
  isFields(written)
    ? explain(
        written,
        () => `version ${version}`,
        (name) => `environment ${name}`,
      )
    : [];

function explain(
  written: Fields,
  place: (path: Path) => string,
  setting: (name: string) => string,
): readonly Explained[] {
  const defaults = defaultsIn(written);
  const recorded = recordedIn(withoutContacts(written));
  return leaves(withDefaults(written), []).map(([path, value]) => ({
    path: path.join('.'),
    value,
    from: within(path, defaults) ? 'default' : [place(path), ...namesIn(value).map(setting)].join(', '),
    recorded: within(path, recorded),
  }));
}

/** Values, lists of them, and what is empty. */
function leaves(value: Json, path: Path): readonly (readonly [Path, Json])[] {
  const inner = isFields(value) ? Object.entries(value) : isNested(value) ? [...value.entries()] : [];
  return inner.length === 0 ? [[path, value]] : inner.flatMap(([key, one]) => leaves(one, [...path, key]));
}

const isNested = (value: Json): value is readonly Json[] =>
  isList(value) && value.some((one) => isFields(one) || isList(one));

const within = (path: Path, roots: readonly Path[]): boolean =>
  roots.some((root) => root.every((part, index) => part === path[index]));

/** The `${NAME}`s in a value, each once. */
const namesIn = (value: Json): readonly string[] => [
  ...new Set([...JSON.stringify(value).matchAll(/\$\{([^}]*)\}/g)].map(([, name]) => name!)),
];
