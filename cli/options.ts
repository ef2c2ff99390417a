/** What may be said with every command. */
export interface Everywhere {
  readonly json?: true;
  readonly url?: string;
}

/** And with every command that changes something. */
export interface Repeatable extends Everywhere {
  readonly key?: string;
}

/** Makes a repeated request one. */
export const keyOption = [
  '--key <key>',
  'idempotency key: the same one twice is once (default: a random one)',
] as const;
