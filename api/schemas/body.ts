import { z } from '@hono/zod-openapi';

/**
 * What an act does, what it says, an example of that, and of which fields one at least must be said. The HTTP API and the
 * command line are both described by it.
 */
export const body = <S extends z.ZodRawShape>(
  summary: string,
  shape: S,
  example: z.input<z.ZodObject<S>>,
  leastOne: readonly (string & keyof S)[] = [],
) => {
  const anyOf = leastOne.map((one) => ({ required: [one] }));
  const schema = z
    .strictObject(shape)
    .openapi({ example, ...(anyOf.length > 0 && { anyOf }) })
    .describe(summary);
  if (anyOf.length > 0) sayingSomething.add(schema);
  return schema;
};

const sayingSomething = new WeakSet<z.ZodType>();

/** Whether it cannot be left out. */
export const isRequired = (schema: z.ZodType): boolean => sayingSomething.has(schema) || !schema.safeParse({}).success;

/** A moment, told as the domain takes it: epoch ms. */
export const instant = (description: string) =>
  z.iso
    .datetime({ offset: true })
    .transform((text) => Date.parse(text))
    .openapi({ type: 'string', format: 'date-time', example: '2027-03-01T09:00:00+02:00' })
    .describe(description);
