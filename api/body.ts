import type { MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { HTTPException } from 'hono/http-exception';

import { Malformed } from './errors.ts';

const maxBytes = 512 * 1024;

export const withinLimit = bodyLimit({
  maxSize: maxBytes,
  onError: () => {
    throw new HTTPException(413, { message: `The body is larger than ${maxBytes / 1024} KB.` });
  },
});

/** Refuses what is not JSON, and text that Postgres cannot keep. An absent body passes. */
export const jsonOnly: MiddlewareHandler = async (c, next) => {
  if (c.req.method === 'GET' || c.req.method === 'HEAD') return next();
  const text = await c.req.text();
  if (text === '') return next();
  const type = c.req.header('content-type') ?? '';
  if (!/^application\/([\w.-]+\+)?json\s*(;|$)/i.test(type))
    throw new HTTPException(415, {
      message: `The body must be sent as application/json, not as ${type === '' ? 'nothing' : type}.`,
    });
  const fault = unstorable(parse(text), '');
  if (fault !== undefined)
    throw new Malformed([{ pointer: fault, detail: 'holds a character that cannot be kept (NUL or half a pair).' }]);
  return next();
};

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new HTTPException(400, { message: `The body is not JSON: ${(error as Error).message}` });
  }
}

/** The JSON pointer of the first text that is not well-formed Unicode without NUL. */
function unstorable(value: unknown, pointer: string): string | undefined {
  if (typeof value === 'string') return value.includes('\0') || !value.isWellFormed() ? pointer : undefined;
  if (typeof value !== 'object' || value === null) return undefined;
  for (const [name, inner] of Object.entries(value)) {
    const fault = unstorable(name, pointer) ?? unstorable(inner, `${pointer}/${name}`);
    if (fault !== undefined) return fault;
  }
  return undefined;
}
