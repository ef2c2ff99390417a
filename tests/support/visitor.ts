import type { World } from './world.ts';

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

/** A browser without scripts: it accepts pages, sends forms from Guardia's own address, and has one cookie. */
export function visitor({ app, settled }: Pick<World, 'app' | 'settled'>) {
  let cookie = '';

  /** A header given as an empty text is not sent. */
  async function send(path: string, init: RequestInit, headers: Record<string, string>): Promise<Answer> {
    const all = Object.entries({ cookie, accept: 'text/html,*/*;q=0.8', ...headers }).filter(
      ([, value]) => value !== '',
    );
    const response = await app.request(path, { ...init, headers: Object.fromEntries(all) });
    await settled();
    return { status: response.status, headers: response.headers, text: await response.text() };
  }

  const get = (path: string, headers: Record<string, string> = {}) => send(path, {}, headers);

  const post = (path: string, form: Record<string, string> = {}, headers: Record<string, string> = {}) =>
    send(
      path,
      { method: 'POST', body: new URLSearchParams(form).toString() },
      { origin: 'http://guardia.example', 'content-type': 'application/x-www-form-urlencoded', ...headers },
    );

  return {
    get,
    post,
    /** Signs in and keeps the session. */
    async signIn(key: string): Promise<string> {
      const { headers } = await post('/signin', { key }, { cookie: '' });
      cookie = headers.get('set-cookie')!.split(';')[0]!;
      return cookie;
    },
  };
}
