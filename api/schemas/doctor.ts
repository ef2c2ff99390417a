import { z } from '@hono/zod-openapi';

import { subjects } from '../../services/doctor/item.ts';

const Item = z
  .object({
    about: z.enum(subjects),
    state: z.enum(['fine', 'missing', 'unknown']).openapi({ description: 'unknown: nobody could tell' }),
    plan: z.string().nullable().openapi({ description: 'null: of all' }),
    name: z.string().openapi({ description: 'A program, a variable, a machine', example: 'pg_dump' }),
    says: z.string().openapi({ example: 'transport: pg_dump is not on db1, and backups.database needs it' }),
    mend: z.string().nullable().openapi({ example: 'apt-get install postgresql-client' }),
  })
  .openapi('DoctorItem');

export const Doctor = z
  .object({ fine: z.boolean().openapi({ description: 'Whether nothing is missing' }), items: z.array(Item) })
  .openapi('Doctor');
