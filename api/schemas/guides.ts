import { z } from '@hono/zod-openapi';

import { whole } from '../schemas.ts';

export const Guide = z
  .object({
    name: z.string().openapi({ example: 'RB-005' }),
    title: z.string(),
    file: z.string(),
    text: z.string().openapi({ description: 'Markdown' }),
  })
  .openapi('Guide');

export const GuideName = z.object({
  slug: z.string().openapi({ param: { name: 'slug', in: 'path' }, example: 'transport' }),
  version: whole(1, 2_147_483_647).openapi({ param: { name: 'version', in: 'path' }, example: 1 }),
  name: z.string().openapi({ param: { name: 'name', in: 'path' }, example: 'RB-005' }),
});
