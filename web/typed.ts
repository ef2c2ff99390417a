import type { Context, MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { HTTPException } from 'hono/http-exception';

import { Invalid } from '../services/desk.ts';
import { evidenceLimits } from '../services/procedure/evidence.ts';
import type { EvidenceFile } from '../services/procedure/evidence.ts';

/** What somebody typed into a form, by field. */
export type Typed = Readonly<Record<string, string>>;

const maxBytes = 512 * 1024;

const limit = (maxSize: number) =>
  bodyLimit({
    maxSize,
    onError: () => {
      throw new HTTPException(413, { message: `That is more than ${maxSize / 1024} KB; nothing was done.` });
    },
  });
const usual = limit(maxBytes);
const forEvidence = limit(evidenceLimits.bytes + maxBytes);

/** Forms with files may be larger. */
export const withinLimit: MiddlewareHandler = (c, next) =>
  /^\/runs\/[^/]+\/(tick|done)$/.test(c.req.path) ? forEvidence(c, next) : usual(c, next);

/** The fields of a form that was sent. Throws `Invalid` for text that cannot be kept. */
export async function typedIn(c: Context): Promise<Typed> {
  const fields = Object.entries(await c.req.parseBody()).filter(([, value]) => typeof value === 'string');
  return Object.fromEntries(
    fields.map(([name, value]) => [name, keepable((value as string).replaceAll('\r\n', '\n'))]),
  );
}

/** The files that were chosen in the field `file` of a form. */
export async function filesIn(c: Context): Promise<readonly EvidenceFile[]> {
  const { file = [] } = await c.req.parseBody({ all: true });
  const all = (Array.isArray(file) ? file : [file]).filter((one) => typeof one !== 'string');
  // A field in which nothing was chosen sends a file without a name.
  const chosen = all.filter(({ name, size }) => name !== '' || size > 0);
  return Promise.all(
    chosen.map(async (one) => ({ name: one.name, type: one.type, content: Buffer.from(await one.arrayBuffer()) })),
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
