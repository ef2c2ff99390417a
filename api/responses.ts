import type { z } from '@hono/zod-openapi';

import { Problem } from './schemas.ts';

/** An answer in JSON, as a route promises it. */
export const answer = <T extends z.ZodType>(schema: T, description: string) => ({
  content: { 'application/json': { schema } },
  description,
});

/** A refusal, as RFC 9457 writes it. */
export const refusal = (description = 'What is wrong, and where') => ({
  content: { 'application/problem+json': { schema: Problem } },
  description,
});
