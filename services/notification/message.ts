/** A mail to one person, or what is posted where an integration listens. */
export interface Message {
  readonly to: { readonly name: string; readonly address: string };
  /** Where it is posted, if it is no mail. */
  readonly outlet?: Outlet | undefined;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  /** The same however often it is tried. */
  readonly messageId: string;
  /** What it belongs to: mails of one incident are one thread. */
  readonly thread: string | null;
  /** Where an answer to it goes; to its sender where it is left out. */
  readonly replyTo?: string | undefined;
  /** BCP 47. */
  readonly locale: string;
  /** Where its reader says that they want no more of them; mail programs offer it, too (RFC 8058). */
  readonly leave?: string | undefined;
  /** Where its reader sees more. */
  readonly link?: string | undefined;
  /** The references of the incidents that it is about, where there are several. */
  readonly about?: readonly string[] | undefined;
  /** What programs read instead of the words. */
  readonly news?: News | undefined;
  /** What calendars understand, beside the words. */
  readonly invitation?: Invitation | undefined;
}

/** An appointment; instants are epoch ms. */
export interface Invitation {
  readonly method: 'REQUEST' | 'CANCEL';
  /** The same as long as it is the same appointment, however often it is moved. */
  readonly uid: string;
  readonly sequence: number;
  readonly at: number;
  readonly untilAt: number;
  readonly madeAt: number;
  readonly summary: string;
  readonly description: string;
  readonly location: string | null;
  readonly link: string | null;
}

/** An integration that can be posted to, with its secrets: it is kept nowhere and never shown. */
export interface Outlet {
  readonly kind: 'slack' | 'teams' | 'webhook' | 'pagerduty' | 'sms';
  readonly url: string;
  /** Of a webhook what it is signed with, two while they are changed; of PagerDuty the routing key; of a gateway its token. */
  readonly keys: readonly string[];
  readonly timeoutMs: number;
  readonly method: 'GET' | 'POST' | 'PUT';
  /** What a gateway is sent, with {to} and {text}. */
  readonly body: string | null;
}

/** What has happened to an incident, as programs read it: codes, and its title. Instants are epoch ms. */
export interface News {
  /** Such as `opened`. */
  readonly kind: string;
  readonly action: 'trigger' | 'acknowledge' | 'resolve' | 'test';
  readonly at: number;
  readonly data: Readonly<Record<string, unknown>>;
  readonly incident: {
    readonly reference: string;
    readonly plan: string;
    readonly title: string;
    readonly type: string;
    readonly severity: string;
    /** 0: the gravest of the plan. */
    readonly rank: number;
    readonly service: string | null;
    readonly status: string;
    readonly openedAt: number;
    readonly url: string;
  };
}

/** Hands one message over. Throws `NotSent` when it was not taken. */
export type Send = (message: Message) => Promise<void>;

/** What is known of a failure besides its words. */
interface More {
  /** Says what it was without an address: `HTTP_500`, `TIMEOUT`, `ECONNRESET`. */
  readonly code?: string | undefined;
  /** How long the other side asks to be left alone, ms. */
  readonly retryAfterMs?: number | undefined;
  /** The other side wants to hear nothing any more. */
  readonly gone?: boolean | undefined;
}

/** Why a message was not taken. The text is the other side's own: it may hold addresses. */
export class NotSent extends Error {
  /**
   * `address`: this recipient is refused for good. `message`: this one, for now. `server`: nothing gets through for now. `here`: it
   * was not even tried, for now.
   */
  readonly fault: 'address' | 'message' | 'server' | 'here';
  readonly code: string;
  readonly retryAfterMs: number | null;
  readonly gone: boolean;
  constructor(fault: NotSent['fault'], message: string, { code, retryAfterMs, gone = false }: More = {}) {
    super(message);
    this.fault = fault;
    this.code = code ?? fault.toUpperCase();
    this.retryAfterMs = retryAfterMs ?? null;
    this.gone = gone;
  }
}
