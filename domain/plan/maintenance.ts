import type { Target } from '../clock.ts';

import type { Tell } from './people.ts';

/** When work is done on what is running, and how it is announced. */
export interface Maintenance {
  /** When it may be done, by weekday: intervals such as `02:00-04:00`; null: at any time. */
  readonly window: Readonly<Partial<Record<string, readonly string[]>>> | null;
  /** An IANA zone, that of the window. */
  readonly zone: string;
  /** What is done, by name; its procedure is `maintenance/<name>`. */
  readonly kinds: Readonly<Record<string, MaintenanceKind>>;
  /** Who is told afterwards of what could not wait. */
  readonly afterwards: readonly Tell[];
  /** How soon after it was begun at the latest, ms, even where it goes on; null or absent: once it is over. */
  readonly afterwardsWithinMs?: number | null;
}

export interface MaintenanceKind {
  readonly title: string;
  readonly lastsMs: number;
  /** How long before it must have been announced; null: it need not. */
  readonly notice: Target | null;
  /** The calendar on which business days of notice count. */
  readonly calendar: string | null;
  /** How long before the window its run begins by itself, ms. */
  readonly leadMs: number;
  readonly tell: readonly Tell[];
  /** What it affects; empty: everything. */
  readonly services: readonly string[];
}
