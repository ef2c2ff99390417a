import type { ProviderWatch } from '../../domain/plan/backups.ts';

/** What is to be looked at, with every value in its place: it may hold secrets, and is kept nowhere. */
export interface Asked extends Pick<ProviderWatch, 'kind' | 'target' | 'key' | 'newest' | 'size'> {
  readonly on: string | null;
  readonly timeoutMs: number;
}

/** What is seen of a provider's copies. */
export interface Sight {
  /** Of the newest, epoch ms; null: there is none. */
  readonly newestAt: number | null;
  readonly bytes: number | null;
  /** Why nothing could be seen, without any address or secret. */
  readonly fault: string | null;
}

/** Looks once, and never rejects. `signal` ends it early. */
export type Observe = (asked: Asked, signal: AbortSignal) => Promise<Sight>;
