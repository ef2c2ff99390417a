import { NotSent } from '../services/notification/message.ts';

/** One request: what is asked of whom, and for how long its answer is waited for. */
interface Request {
  readonly url: string;
  readonly method: 'GET' | 'POST' | 'PUT';
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | null;
  readonly timeoutMs: number;
  /** Statuses that say that this very message is wrong: it is not sent again. */
  readonly refusals?: readonly number[];
}

/** Longer than anybody asks for who wants to be asked again. */
const longestMs = 24 * 3_600_000;

/**
 * Sends it and waits for 2xx. No redirect is followed: a secret in an address or a signature is for one host only. Throws `NotSent`
 * without anything of the address.
 */
export async function send({ refusals = [], ...request }: Request): Promise<void> {
  const answer = await asked(request);
  const { status } = answer;
  // What it answers is read by nobody; left alone it would keep the connection.
  await answer.body?.cancel().catch(() => undefined);
  if (answer.ok) return;
  const retryAfterMs = waitOf(answer.headers.get('retry-after'));
  const code = `HTTP_${status}`;
  if (status === 410) throw new NotSent('server', 'It answered 410: it wants no more messages.', { code, gone: true });
  if (status >= 300 && status < 400)
    throw new NotSent('server', `It answered ${status}: redirects are not followed.`, { code });
  const fault = refusals.includes(status) ? 'address' : 'server';
  throw new NotSent(fault, `It answered ${status}.`, { code, retryAfterMs });
}

async function asked({ url, timeoutMs, headers, ...init }: Request): Promise<Response> {
  try {
    const target = new URL(url);
    const [user, password] = [target.username, target.password].map(decodeURIComponent);
    [target.username, target.password] = ['', ''];
    const own = user === '' ? {} : { authorization: `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}` };
    const signal = AbortSignal.timeout(timeoutMs);
    return await fetch(target, { ...init, headers: { ...own, ...headers }, redirect: 'manual', signal });
  } catch (error) {
    const code = codeOf(error);
    const words = code === 'TIMEOUT' ? 'It did not answer in time.' : `It could not be reached: ${code}.`;
    throw new NotSent('server', words, { code });
  }
}

/** The words of these errors hold addresses. */
function codeOf(error: unknown): string {
  const { name, cause } = error as { name?: string; cause?: { code?: string } };
  const code = cause?.code ?? '';
  if (name === 'TimeoutError' || code.includes('TIMEOUT')) return 'TIMEOUT';
  return /^[A-Z0-9_]{3,40}$/.test(code) ? code : 'UNREACHABLE';
}

/** `Retry-After` is seconds or an instant of HTTP; how long that is from now, ms. */
function waitOf(header: string | null): number | undefined {
  if (header === null) return undefined;
  const ms = /^\d{1,9}$/.test(header.trim()) ? Number(header) * 1000 : Date.parse(header) - Date.now();
  return Number.isNaN(ms) ? undefined : Math.min(longestMs, Math.max(0, ms));
}

export const json = { 'content-type': 'application/json' } as const;
