import { createServer } from 'node:http';
import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

/** A request that arrived. */
export interface Received {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** How it answers: a status, with headers, or `hang` and `reset`. */
export type Answer = number | { readonly status: number; readonly headers: Record<string, string> } | 'hang' | 'reset';

/** A real HTTP server that keeps what it is given and answers as it is told, by path or all alike. */
export async function startHttpSink() {
  const received: Received[] = [];
  const answers = new Map<string, Answer>();
  const server = createServer((request, response) => void take(request, response));

  async function take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = '', url: path = '', headers } = request;
    received.push({ method, path, headers, body: await text(request) });
    const answer = answers.get(path.split('?')[0]!) ?? answers.get('*') ?? 200;
    if (answer === 'hang') return;
    if (answer === 'reset') return void request.socket.destroy();
    const { status, headers: own } = typeof answer === 'number' ? { status: answer, headers: {} } : answer;
    response.writeHead(status, own).end('ok');
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    received,
    /** By path; `*` is every other. */
    answers,
    on: (path: string) => received.filter((one) => one.path.split('?')[0] === path),
    async stop() {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
