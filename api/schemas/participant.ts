import { z } from '@hono/zod-openapi';

import { email, line, name } from '../schemas.ts';

/** Who follows an incident or is affected by it. */
export const taking = {
  person: name.describe('A person of the plan').optional(),
  email: email.describe('Of somebody who is not in the plan').optional(),
  name: line.describe('What they are called; nobody is told by name alone').optional(),
  as: z.enum(['watcher', 'affected']).describe('In which role (default: watcher)').optional(),
};

/** One of these says who it is. */
export const who = ['person', 'email', 'name'] as const;
