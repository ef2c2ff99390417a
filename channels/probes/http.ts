import { request as plain } from 'node:http';
import type { IncomingMessage } from 'node:http';
import { request as secure } from 'node:https';
import { text } from 'node:stream/consumers';

import { jsonAt } from './json.ts';
import { Fault } from './fault.ts';
import { lookup, requireListed } from './reach.ts';

const mostBytes = 1_048_576;
const mostRedirects = 5;

/** An answer with its body, which is read to 1 MB. */
export interface Answer {
  readonly status: number;
  readonly lastModified: string | undefined;
  readonly body: string;
}

interface Expected {
  readonly status: number | null;
  readonly body: string | null;
  readonly json: string | null;
}

/** Throws a `Fault` where the answer is not as expected; any 2xx is where nothing is said. */
export function requireExpected({ status, body, json }: Expected, answer: Answer): void {
  const good = status === null ? answer.status >= 200 && answer.status < 300 : answer.status === status;
  if (!good) throw new Fault(`HTTP ${answer.status}`);
  if (body !== null && !answer.body.includes(body)) throw new Fault('the body does not contain what is expected');
  if (json !== null && !isTrue(jsonAt(json, answer.body))) throw new Fault(`${json} is not true`);
}

const isTrue = (values: readonly unknown[]): boolean =>
  values.length > 0 && values.every((one) => one !== false && one !== null && one !== 0 && one !== '');

interface Asked {
  /** Of a redirect: then it is the answer. */
  readonly status?: number | null;
  /** Sent as `Authorization: Bearer`. */
  readonly key?: string | null;
}

/** Asks an address. Only redirects to the same host are followed; of others the redirect itself is the answer. */
export async function ask(
  listed: string,
  signal: AbortSignal,
  { status = null, key = null }: Asked = {},
): Promise<Answer> {
  let url = urlOf(listed);
  for (let redirects = 0; redirects <= mostRedirects; redirects += 1) {
    requireListed(url.hostname, listed);
    const answer = await once(url, signal, key);
    const next = answer.status === status ? null : nextOf(url, answer);
    if (next === null) return answer;
    url = next;
  }
  throw new Fault(`more than ${mostRedirects} redirects`);
}

/** Where a redirect leads that is followed. From TLS one is not led back to plain text, where a password would be read. */
function nextOf(url: URL, { status, location }: Redirect): URL | null {
  if (status < 300 || status > 399 || location === undefined || !URL.canParse(location, url.href)) return null;
  const next = new URL(location, url);
  if (next.host !== url.host || (url.protocol === 'https:' && next.protocol !== 'https:')) return null;
  return Object.assign(next, { username: url.username, password: url.password });
}

type Redirect = Answer & { readonly location: string | undefined };

function urlOf(listed: string): URL {
  const url = URL.parse(listed);
  if (url === null || !/^https?:$/.test(url.protocol)) throw new Fault('not an address of http or https');
  return url;
}

function once(url: URL, signal: AbortSignal, key: string | null): Promise<Redirect> {
  return new Promise((done, fail) => {
    const request = (url.protocol === 'https:' ? secure : plain)(url, {
      agent: false,
      lookup,
      signal,
      headers: { 'user-agent': 'Guardia', accept: '*/*', ...(key !== null && { authorization: `Bearer ${key}` }) },
    });
    request.once('error', fail);
    request.once('response', (response) => {
      const { statusCode: status = 0, headers } = response;
      const [lastModified, location] = [headers['last-modified'], headers.location];
      bodyOf(response).then((body) => done({ status, lastModified, location, body }), fail);
    });
    request.end();
  });
}

/** What is longer than anybody expects is cut off. */
async function bodyOf(response: IncomingMessage): Promise<string> {
  async function* head() {
    let bytes = 0;
    for await (const chunk of response) {
      yield chunk as Buffer;
      bytes += (chunk as Buffer).length;
      if (bytes >= mostBytes) return;
    }
  }
  return text(head());
}
