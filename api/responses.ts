import type { z } from '@hono/zod-openapi';

import { ETag } from './etag.ts';
import { Problem } from './schemas.ts';

/** An answer in JSON, as a route promises it. */
export const answer = <T extends z.ZodType>(schema: T, description: string) => ({
  content: { 'application/json': { schema } },
  description,
});

/** The same with the version in the header `ETag`, which `If-Match` takes. */
export const versioned = <T extends z.ZodType>(schema: T, description: string) => ({
  ...answer(schema, description),
  headers: ETag,
});

/** A refusal, as RFC 9457 writes it. */
export const refusal = (description = 'What is wrong, and where') => ({
  content: { 'application/problem+json': { schema: Problem } },
  description,
});

const reasons = {
  400: 'The body is not JSON',
  401: 'There is no key, or it is unknown or revoked',
  403: 'Whoever holds this key may not do this',
  404: 'There is none, or none that the caller may see',
  409: 'Not possible as things stand',
  412: 'Changed meanwhile: it has another version than `If-Match` says',
  413: 'The body is too large',
  415: 'The body is not sent as JSON',
  422: 'What is wrong, and where',
  429: 'Too many requests: try again after the time in `Retry-After`',
  500: 'A fault on our side; it is logged',
  503: 'The database does not answer; nothing was changed, try again shortly',
} as const;

type Refusable = keyof typeof reasons;

/** Refusals by status, each in the words that hold everywhere: `responses: { 200: …, ...refusals(404, 409) }`. */
export const refusals = <S extends Refusable>(...statuses: S[]): Record<S, ReturnType<typeof refusal>> =>
  Object.fromEntries(statuses.map((status) => [status, refusal(reasons[status])])) as Record<
    S,
    ReturnType<typeof refusal>
  >;
