import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';

const paths = z.union([z.string().transform((one) => [one]), z.array(z.string()).min(1)]);
const run = z
  .string({ error: 'a run such as 10-12 is expected' })
  .regex(/^[1-9]\d*-[1-9]\d*$/, 'a run such as 10-12 is expected');
const place = { line: z.int().min(1).optional(), lines: run.optional() };
const onePlace = ({ line, lines }: Lines): boolean => (line === undefined) !== (lines === undefined);
const needsPlace = 'give it `line: 4` or `lines: 10-12`';

const mapSchema = z.strictObject({
  seed: z.string(),
  commitments: z.array(
    z
      .strictObject({ ...place, says: z.string().min(1).optional(), at: paths })
      .refine(onePlace, needsPlace)
      .refine(({ line, says }) => line === undefined || says !== undefined, '`says` is missing'),
  ),
  frame: z.array(z.strictObject({ ...place, why: z.string().min(1) }).refine(onePlace, needsPlace)).default([]),
  assumed: z.array(z.strictObject({ at: paths, why: z.string().min(1) })).default([]),
  findings: z
    .array(
      z.strictObject({
        rule: z.string(),
        at: z.string(),
        because: z.string().min(1),
        accepted: z.boolean().default(false),
      }),
    )
    .default([]),
});

/** Where each line of a seed is in its plan. */
export type PlanMap = z.output<typeof mapSchema>;

interface Lines {
  readonly line?: number | undefined;
  readonly lines?: string | undefined;
}

/** A map, the lines of its seed, and the plan as plain JSON. Throws where the map is no map. */
export async function readMapped(mapFile: string, planFile: string) {
  const read = mapSchema.safeParse(parse(await readFile(mapFile, 'utf8')));
  if (!read.success) throw new Error(`${mapFile}\n${z.prettifyError(read.error)}`);
  const seed = await readFile(join(dirname(mapFile), read.data.seed), 'utf8');
  return { map: read.data, seed: seed.split('\n'), plan: parse(await readFile(planFile, 'utf8')) as unknown };
}

/** Each line of the seed with a letter or digit that is in neither list, each line that is there twice. */
export function uncovered({ commitments, frame }: PlanMap, seed: readonly string[]): readonly string[] {
  const times = new Map<number, number>();
  for (const line of [...commitments, ...frame].flatMap(linesOf)) times.set(line, (times.get(line) ?? 0) + 1);
  const beyond = [...times.keys()].filter((line) => line > seed.length);
  return [
    ...seed.flatMap((text, index) => {
      const count = times.get(index + 1) ?? 0;
      if (count > 1) return [`line ${index + 1} is there ${count} times: ${text.trim()}`];
      return count === 0 && /[\p{L}\p{N}]/u.test(text) ? [`line ${index + 1} is not there: ${text.trim()}`] : [];
    }),
    ...beyond.map((line) => `line ${line} is beyond the last line of the seed, ${seed.length}`),
  ];
}

/** Each `says` that its line does not say. */
export const unsaid = ({ commitments }: PlanMap, seed: readonly string[]): readonly string[] =>
  commitments.flatMap((one) => {
    const line = linesOf(one)[0] ?? 0;
    const text = seed[line - 1] ?? '';
    return one.says === undefined || text.includes(one.says)
      ? []
      : [`line ${line} does not say \`${one.says}\`: ${text.trim()}`];
  });

/** Each path of a commitment or an assumption that leads nowhere in the plan. */
export const astray = ({ commitments, assumed }: PlanMap, plan: unknown): readonly string[] => [
  ...commitments.flatMap((one) => lost(`line ${one.line ?? one.lines}`, one.at, plan)),
  ...assumed.flatMap(({ at }) => lost('assumed', at, plan)),
];

const lost = (from: string, at: readonly string[], plan: unknown): readonly string[] =>
  at.filter((path) => !leads(plan, path)).map((path) => `${from}: there is no \`${path}\` in the plan`);

/** Whether a path with dots leads to something; a key may hold dots itself, the longest that leads on is taken. */
export function leads(value: unknown, path: string): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return Object.entries(value).some(
    ([key, inner]) => path === key || (path.startsWith(`${key}.`) && leads(inner, path.slice(key.length + 1))),
  );
}

function linesOf({ line, lines }: Lines): readonly number[] {
  const [first = 0, last = first] = lines?.split('-').map(Number) ?? [line ?? 0];
  if (last < first) throw new Error(`${lines} goes backwards`);
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}
