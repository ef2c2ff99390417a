/** A mail to one person. */
export interface Message {
  readonly to: { readonly name: string; readonly address: string };
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

/** Hands one message over. Throws `NotSent` when it was not taken. */
export type Send = (message: Message) => Promise<void>;

/** Why a message was not taken. The text is the mail server's own: it may hold addresses. */
export class NotSent extends Error {
  /** `address`: this recipient is refused for good. `message`: this one, for now. `server`: nothing gets through for now. */
  readonly fault: 'address' | 'message' | 'server';
  constructor(fault: NotSent['fault'], message: string) {
    super(message);
    this.fault = fault;
  }
}
