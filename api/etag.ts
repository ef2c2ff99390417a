import { z } from '@hono/zod-openapi';
import { etag } from 'hono/etag';

/** One version of something: strong, for nothing about it changes without its version. */
export const etagOf = ({ version }: { readonly version: number }): { etag: string } => ({ etag: `"${version}"` });

/** Answers 304 without a body to who has this version already (`If-None-Match`). */
export const unlessKnown = etag();

/** As an answer's `headers`. */
export const ETag = z.object({ etag: z.string().openapi({ example: '"7"', description: 'Its version' }) });

// Without a backslash before the slash, which the language of patterns in schemas does not know.
const tag = '(W[/])?"[!#-~]*"';
const list = new RegExp(`^(\\*|[ \\t,]*${tag}([ \\t]*,[ \\t,]*${tag})*[ \\t,]*)$`);

/** `If-Match` (RFC 9110) as the versions that it lets pass; undefined where any will do. A weak tag never matches. */
export const IfMatch = z.object({
  'if-match': z
    .string()
    .regex(list, 'must be *, or ETags between double quotes with commas between them, such as "7".')
    .transform((text) =>
      text === '*' ? undefined : [...text.matchAll(new RegExp(tag, 'g'))].flatMap(([one]) => versionIn(one)),
    )
    .optional()
    .openapi({
      type: 'string',
      pattern: list.source,
      example: '"7"',
      description: 'Acts only if this is still its ETag; otherwise 412. `*` and lists are possible.',
    }),
});

const versionIn = (text: string): number[] => (/^"[1-9]\d{0,8}"$/.test(text) ? [Number(text.slice(1, -1))] : []);
