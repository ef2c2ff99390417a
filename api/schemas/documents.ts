import { z } from '@hono/zod-openapi';

import { At } from '../schemas.ts';

const statuses = ['reviewed', 'due', 'overdue', 'new', 'not reviewed'] as const;

export const DocumentsQuery = z.strictObject({
  plan: z.string().max(200).optional(),
  status: z.enum(statuses).optional(),
});

export const Documents = z
  .object({
    items: z.array(
      z.object({
        plan: z.string(),
        name: z.string().openapi({ example: 'documents/manual' }),
        title: z.string(),
        file: z.string().nullable().openapi({ description: 'A path beside the plan, or an address' }),
        owner: z.array(z.string()),
        readers: z.array(z.string()),
        review: z
          .string()
          .nullable()
          .openapi({ example: 'quarter', description: 'null: nobody is asked to look it over' }),
        onChangeOf: z.array(z.string()),
        nextAt: At.nullable(),
        reviewedAt: At.nullable().openapi({ description: 'When the last ticket to look it over was resolved' }),
        ticket: z
          .string()
          .nullable()
          .openapi({ description: 'The oldest such ticket that is open', example: 'TRA-12' }),
        status: z.enum(statuses).openapi({
          description:
            'due: its ticket is open; overdue: for longer than it may, or it came round again; new: it has not come round yet',
        }),
      }),
    ),
  })
  .openapi('Documents');
