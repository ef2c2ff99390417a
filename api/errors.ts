import type { Context } from 'hono';
import { HTTPException } from 'hono/http-exception';
import type { ContentfulStatusCode } from 'hono/utils/http-status';

import { ActRefused, UnknownValue } from '../domain/incident/incident.ts';
import { TooMany } from '../services/access/attempts.ts';
import { Changed, Forbidden, Invalid, NotFound } from '../services/desk.ts';
import { PlanRefused } from '../services/plan/submit.ts';
import { isAway } from '../services/ready.ts';

/** One thing that is wrong with a body: where (a JSON pointer), and what would be right. */
export interface Fault {
  readonly pointer: string;
  readonly detail: string;
}

/** A JSON pointer (RFC 6901). */
export const pointerTo = (path: readonly PropertyKey[]): string =>
  path.map((one) => `/${String(one).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');

/** What was sent does not have the form it should have. */
export class Malformed extends Error {
  readonly faults: readonly Fault[];
  constructor(faults: readonly Fault[]) {
    super(faults.map(({ pointer, detail }) => `${pointer === '' ? 'The body' : pointer}: ${detail}`).join(' '));
    this.faults = faults;
  }
}

/** What says all there is to say in its message. */
const plain = [
  [ActRefused, 409],
  [Changed, 412],
  [Forbidden, 403],
  [NotFound, 404],
  [TooMany, 429],
] as const;

/** The one place where an error becomes a status (RFC 9457). What nobody foresaw is 500, and tells the caller nothing. */
export function onError(log: (error: unknown) => void) {
  return (error: Error, c: Context): Response => {
    if (error instanceof Malformed) return problem(c, 422, error.message, { errors: error.faults });
    if (error instanceof PlanRefused) return problem(c, 422, error.message, { errors: error.errors.map(found) });
    if (error instanceof Invalid) return problem(c, 422, error.message, at(error.field));
    if (error instanceof UnknownValue) return problem(c, 422, error.message, at(placeOf(error)));
    if (error instanceof TooMany) c.header('Retry-After', String(error.waitS));
    for (const [kind, status] of plain) if (error instanceof kind) return problem(c, status, error.message);
    if (error instanceof HTTPException) return problem(c, error.status, error.message);
    log(error);
    if (isAway(error)) return problem(c, 503, 'The database does not answer. Nothing was changed; try again shortly.');
    return problem(c, 500, 'Something went wrong on our side. It has been logged.');
  };
}

/** What is wrong with a plan file: it stands in the `text` of the body, there at its line and column. */
const found = ({ message, ...place }: PlanRefused['errors'][number]) => ({
  pointer: '/text',
  detail: message,
  ...place,
});

const at = (pointer: string | null) => (pointer === null ? {} : { errors: [{ pointer }] });

/** The body as a whole where no field alone is wrong. */
const placeOf = ({ field }: UnknownValue): string => (field === '' ? '' : `/${field}`);

const titles: Readonly<Record<number, string>> = {
  400: 'Bad request',
  401: 'Not signed in',
  403: 'Not allowed',
  404: 'Not found',
  405: 'Method not allowed',
  409: 'Not possible now',
  412: 'Changed meanwhile',
  413: 'Too large',
  415: 'Wrong kind of content',
  422: 'Not acceptable as it is',
  429: 'Too many requests',
  500: 'Internal error',
  503: 'Not available',
};

export function problem(c: Context, status: ContentfulStatusCode, detail: string, more: object = {}): Response {
  const { pathname } = new URL(c.req.url);
  const body = { type: 'about:blank', title: titles[status] ?? 'Error', status, detail, instance: pathname, ...more };
  const again = status === 503 ? { 'retry-after': '1' } : {};
  return c.body(JSON.stringify(body), status, { 'content-type': 'application/problem+json', ...again });
}
