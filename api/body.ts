import type { MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { HTTPException } from 'hono/http-exception';

import { evidenceLimits } from '../services/procedure/evidence.ts';

import { Malformed, pointerTo } from './errors.ts';
import type { Fault } from './errors.ts';

const maxBytes = 512 * 1024;
/** A plan of 1 MB and the texts beside it, as JSON spells them; and what scanners report. */
const maxPlanBytes = 8 * 1024 * 1024;

const limit = (maxSize: number) =>
  bodyLimit({
    maxSize,
    onError: () => {
      throw new HTTPException(413, { message: `The body is larger than ${maxSize / 1024} KB.` });
    },
  });
const usual = limit(maxBytes);
const forPlans = limit(maxPlanBytes);

const large: readonly string[] = ['/api/plans', '/api/vulnerabilities/import'];

/** Files as JSON spells them, and what is said of them. */
const forEvidence = limit(Math.ceil(evidenceLimits.bytes * 1.4) + maxBytes);
const withEvidence = /^\/api\/runs\/[^/]+\/(tick|done)$/;

export const withinLimit: MiddlewareHandler = (c, next) => {
  if (large.includes(c.req.path)) return forPlans(c, next);
  return withEvidence.test(c.req.path) ? forEvidence(c, next) : usual(c, next);
};

/** Refuses filters that Postgres cannot look for. */
export const keptOnly: MiddlewareHandler = (c, next) => {
  const faults = Object.entries(c.req.queries()).flatMap(([name, values]) => {
    const detail = values.map(flaw).find((one) => one !== undefined);
    return detail === undefined ? [] : [{ pointer: pointerTo([name]), detail }];
  });
  if (faults.length > 0) throw new Malformed(faults);
  return next();
};

/** Refuses what is not JSON, and what Postgres cannot keep. An absent body passes, whatever it calls itself. */
export const jsonOnly: MiddlewareHandler = async (c, next) => {
  if (c.req.method === 'GET' || c.req.method === 'HEAD') return next();
  const text = await c.req.text();
  if (text === '') {
    c.req.raw.headers.delete('content-type');
    return next();
  }
  const type = c.req.header('content-type') ?? '';
  if (!/^application\/([\w.-]+\+)?json\s*(;|$)/i.test(type))
    throw new HTTPException(415, {
      message: `The body must be sent as application/json, not as ${type === '' ? 'nothing' : type}.`,
    });
  const fault = unkept(parse(text), []);
  if (fault !== undefined) throw new Malformed([fault]);
  return next();
};

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new HTTPException(400, { message: `The body is not JSON: ${(error as Error).message}` });
  }
}

const mostLevels = 64;

/** The first thing that cannot be kept. */
function unkept(value: unknown, path: readonly string[]): Fault | undefined {
  const detail = path.length > mostLevels ? `is nested more than ${mostLevels} deep.` : flaw(value);
  if (detail !== undefined) return { pointer: pointerTo(path), detail };
  if (typeof value !== 'object' || value === null) return undefined;
  for (const [name, inner] of Object.entries(value)) {
    const fault = unkept(name, path) ?? unkept(inner, [...path, name]);
    if (fault !== undefined) return fault;
  }
  return undefined;
}

function flaw(value: unknown): string | undefined {
  if (typeof value === 'number' && !Number.isFinite(value)) return 'is a number too great to be kept.';
  if (typeof value !== 'string' || (!value.includes('\0') && value.isWellFormed())) return undefined;
  return 'holds a character that cannot be kept (NUL or half a pair).';
}
