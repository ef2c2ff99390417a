import type { z } from 'zod';
import type { Path } from './finding.ts';
import { planSchema } from './schema.ts';

/** Something that is written in a plan, and what the schema says of it. */
export interface Visit {
  readonly path: Path;
  readonly value: unknown;
  readonly meta: z.GlobalMeta;
}

/** Everything written in a plan that the schema knows, each before what is inside it; paths are those of the text. */
export function* walk(value: unknown, path: Path = [], schema: Inner = root): Generator<Visit> {
  const { meta, core } = layers(schema, value);
  yield { path, value, meta };
  for (const [segment, one] of entriesOf(value)) {
    const below = core === undefined ? undefined : inside(core, segment);
    if (below !== undefined) yield* walk(one, [...path, segment], below);
  }
}

/** The keys that the schema knows at a path. */
export function keysAt(path: Path): readonly string[] {
  let schemas: readonly Inner[] = unwrapped(root);
  for (const segment of path)
    schemas = schemas
      .map((one) => inside(one, segment))
      .filter((one) => one !== undefined)
      .flatMap(unwrapped);
  return schemas.flatMap(({ def }) => Object.keys(def.shape ?? {}));
}

/** A path of the long form as it is written: a short form leaves out what its value is the value of. */
export function writtenPath(value: unknown, [segment, ...rest]: Path): Path {
  if (segment === undefined) return [];
  const composite = isObject(value) || Array.isArray(value);
  if (composite && Object.hasOwn(value, segment))
    return [segment, ...writtenPath((value as Record<string | number, unknown>)[segment], rest)];
  const short =
    value !== undefined && value !== null && !isObject(value) && !(Array.isArray(value) && typeof segment === 'number');
  return short ? writtenPath(value, rest) : [segment, ...rest];
}

/** The little of zod's definitions that is needed to walk a schema. */
export interface Inner {
  readonly def: {
    readonly type: string;
    readonly shape?: Record<string, Inner>;
    readonly innerType?: Inner;
    readonly in?: Inner;
    readonly options?: readonly Inner[];
    readonly valueType?: Inner;
    readonly element?: Inner;
  };
  readonly meta: () => z.GlobalMeta | undefined;
}

/** The schema of a plan, to be walked. */
export const root = planSchema as unknown as Inner;

/** What the layers around a schema say together, and the core that takes such a value. */
function layers(schema: Inner, value: unknown): { meta: z.GlobalMeta; core: Inner | undefined } {
  const own = schema.meta() ?? {};
  const next = below(schema).filter((one) => unwrapped(one).some((core) => takes(core, value)))[0];
  if (below(schema).length === 0) return { meta: own, core: schema };
  if (next === undefined) return { meta: own, core: undefined };
  const { meta, core } = layers(next, value);
  return { meta: { ...meta, ...own }, core };
}

const below = ({ def: { innerType, in: before, options } }: Inner): readonly Inner[] =>
  options ?? [innerType ?? before].filter((one) => one !== undefined);

function unwrapped(schema: Inner): readonly Inner[] {
  const next = below(schema);
  return next.length === 0 ? [schema] : next.flatMap(unwrapped);
}

/** The value of an enumeration and the like is a text. */
function takes({ def: { type } }: Inner, value: unknown): boolean {
  if (type === 'array') return Array.isArray(value);
  if (type === 'object' || type === 'record') return isObject(value);
  if (type === 'literal') return true;
  return typeof value === (type === 'number' || type === 'boolean' ? type : 'string');
}

function inside({ def }: Inner, segment: string | number): Inner | undefined {
  const own = def.shape !== undefined && Object.hasOwn(def.shape, segment) ? def.shape[segment] : undefined;
  return own ?? def.valueType ?? def.element;
}

function entriesOf(value: unknown): readonly (readonly [string | number, unknown])[] {
  if (Array.isArray(value)) return value.map((one, index) => [index, one] as const);
  return isObject(value) ? Object.entries(value) : [];
}

/** Whether a value has keys. */
export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
