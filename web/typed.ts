import type { Context } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { HTTPException } from 'hono/http-exception';

import { Invalid } from '../services/desk.ts';

/** What somebody typed into a form, by field. */
export type Typed = Readonly<Record<string, string>>;

const maxBytes = 512 * 1024;

export const withinLimit = bodyLimit({
  maxSize: maxBytes,
  onError: () => {
    throw new HTTPException(413, { message: `That is more than ${maxBytes / 1024} KB; nothing was done.` });
  },
});

/** The fields of a form that was sent. Throws `Invalid` for text that cannot be kept. */
export async function typedIn(c: Context): Promise<Typed> {
  const fields = Object.entries(await c.req.parseBody()).filter(([, value]) => typeof value === 'string');
  return Object.fromEntries(
    fields.map(([name, value]) => [name, keepable((value as string).replaceAll('\r\n', '\n'))]),
  );
}

/** What makes a double click one act; made up where a form has none. */
export const keyIn = ({ key = '' }: Typed): string => (/^[\x21-\x7e]{1,200}$/.test(key) ? key : crypto.randomUUID());

/** What its page showed last, by number; undefined where a form does not say it. */
export const seenIn = ({ seen = '' }: Typed): number | undefined => (/^\d{1,9}$/.test(seen) ? Number(seen) : undefined);

/** The text, without space around it. Throws `Invalid` where it holds what Postgres cannot keep. */
export function keepable(text: string): string {
  if (text.includes('\0')) throw new Invalid('The text holds a character that cannot be kept (NUL).');
  return text.trim();
}
