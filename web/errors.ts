import type { Context } from 'hono';
import { html } from 'hono/html';
import { HTTPException } from 'hono/http-exception';
import type { ContentfulStatusCode } from 'hono/utils/http-status';

import { ActRefused, UnknownValue } from '../domain/incident/incident.ts';
import { TooMany } from '../services/access/attempts.ts';
import { Changed, Forbidden, Invalid, NotFound } from '../services/desk.ts';

import { answer } from './page.ts';

/** What a person is told who asked for something that cannot be. */
export interface Refusal {
  readonly status: ContentfulStatusCode;
  readonly message: string;
}

/** How an error is told to a person; undefined for what nobody foresaw. */
export function refusalOf(error: unknown): Refusal | undefined {
  if (error instanceof ActRefused) return { status: 409, message: error.message };
  if (error instanceof Invalid || error instanceof UnknownValue) return { status: 422, message: error.message };
  if (error instanceof Changed) return { status: 412, message: error.message };
  if (error instanceof Forbidden) return { status: 403, message: error.message };
  if (error instanceof TooMany) return { status: 429, message: error.message };
  if (error instanceof NotFound) return { status: 404, message: error.message };
  if (error instanceof HTTPException)
    return { status: error.status, message: sentences[error.status] ?? error.message };
  return undefined;
}

const sentences: Readonly<Record<number, string>> = {
  403: 'This form was sent from another site, so nothing was done. Open the page again and send it from there.',
};

const titles: Readonly<Record<number, string>> = {
  403: 'Not allowed',
  404: 'Not found',
  409: 'Not possible now',
  412: 'Changed meanwhile',
  413: 'Too much',
  422: 'Not acceptable as it is',
  429: 'Too often',
  500: 'Something went wrong',
};

/** Errors as pages. `log` hears of what nobody foresaw; the person only that it happened. Programs are answered by the API. */
export const errorPage =
  (log: (error: unknown) => void) =>
  (error: Error, c: Context): Response | Promise<Response> => {
    if (!wantsPage(c)) throw error;
    const refusal = refusalOf(error);
    if (refusal === undefined) log(error);
    if (error instanceof TooMany) c.header('Retry-After', String(error.waitS));
    return sorry(c, refusal ?? { status: 500, message: 'It is our fault and has been logged. Try again shortly.' });
  };

/** Whether it is a browser that asks, and not below the doors of programs. */
export const wantsPage = ({ req }: Context): boolean =>
  !req.path.startsWith('/api/') && (req.header('accept') ?? '').includes('text/html');

/** A page that says what is wrong, and the way back. */
export function sorry(c: Context, { status, message }: Refusal): Response | Promise<Response> {
  const title = titles[status] ?? 'Sorry';
  const body = html`<section class="narrow card">
    <h1>${title}</h1>
    <p>${message}</p>
    <p><a href="/">To the incidents</a></p>
  </section>`;
  return answer(c, { title, body }, status);
}
