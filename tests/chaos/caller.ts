/** An answer over HTTP; whatever is in its body. */
export interface Answer {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
}

export interface Event {
  readonly key: string;
  readonly kind: string;
  readonly at: string;
  readonly dueAt: string | null;
}

export interface Told {
  readonly event: string;
  readonly recipient: string;
  readonly outcome: string;
  readonly attempts: number;
  readonly messageId: string | null;
  readonly lateMs: number | null;
}

const patienceMs = 10_000;
const pauseMs = 100;

/** Somebody at the HTTP door, as an administrator. */
export function caller(url: string, key: () => string) {
  async function ask(method: string, path: string, body?: object, headers: Record<string, string> = {}) {
    const response = await fetch(`${url}${path}`, {
      method,
      headers: { authorization: `Bearer ${key()}`, ...(body && { 'content-type': 'application/json' }), ...headers },
      signal: AbortSignal.timeout(patienceMs),
      ...(body && { body: JSON.stringify(body) }),
    });
    return { status: response.status, body: (await response.json()) as Answer['body'] };
  }

  /** As a caller who asks again, with the same key, until there is an answer that is none of the server's faults. */
  async function insist(
    method: string,
    path: string,
    body?: object,
    headers?: Record<string, string>,
  ): Promise<Answer> {
    for (;;) {
      const answer = await ask(method, path, body, headers).catch(() => undefined);
      if (answer !== undefined && answer.status < 500) return answer;
      await new Promise((resolve) => setTimeout(resolve, pauseMs));
    }
  }

  const items = async (reference: string, what: string) =>
    (await insist('GET', `/api/incidents/${reference}/${what}`)).body['items'];

  return {
    ask,
    insist,
    events: async (reference: string) => (await items(reference, 'events')) as readonly Event[],
    told: async (reference: string) => (await items(reference, 'notifications')) as readonly Told[],
    /** Opens an incident and answers its reference. */
    async open(severity: string, idempotencyKey: string = crypto.randomUUID()): Promise<string> {
      const report = { plan: 'chaos', title: 'Down', severity };
      const { status, body } = await insist('POST', '/api/incidents', report, { 'idempotency-key': idempotencyKey });
      if (status !== 201) throw new Error(`opening was answered ${status}: ${JSON.stringify(body)}`);
      return String(body['reference']);
    },
  };
}
