import type { LinkedAs, RelatedAs } from './relations.ts';

/** What each act says besides who and when. Whom it concerns outside of the plan's people is named by number, never by address. */
export interface Bodies {
  readonly triage: {
    readonly severity?: string;
    readonly category?: string;
    readonly impact?: string;
    readonly assignee?: string;
  };
  readonly acknowledge: object;
  readonly assign: { readonly to: string };
  readonly start: object;
  readonly hold: { readonly reason: string; readonly pause?: string; readonly until?: number };
  readonly resume: object;
  readonly contain: { readonly note: string };
  /** With a `channel` the requester was told by it already. */
  readonly workaround: { readonly text: string; readonly channel?: string };
  readonly escalate: { readonly level: string; readonly note: string };
  readonly snooze: { readonly reason: string; readonly until: number };
  readonly comment: Said & {
    readonly public: boolean;
    /** Nobody is told of it. */
    readonly quiet?: boolean;
  };
  readonly reply: Said;
  readonly appointment: {
    readonly at: number;
    readonly minutes: number;
    readonly channel: string;
    readonly note?: string;
  };
  readonly 'cancel-appointment': { readonly reason: string };
  readonly phase: { readonly to?: string; readonly note?: string };
  readonly verify: { readonly note: string };
  readonly resolve: { readonly note: string; readonly cause?: string };
  readonly close: object;
  readonly cancel: { readonly reason: string };
  readonly reopen: { readonly reason: string };
  readonly reclassify: Reclassified & { readonly retroactive?: boolean };
  readonly watch: Watching & { readonly again?: boolean };
  readonly unwatch: Watching;
  readonly edit: { readonly text: Readonly<Record<string, string>>; readonly changed: readonly string[] };
  readonly link: { readonly to: string; readonly as: LinkedAs };
  /** All that it was to the other one. */
  readonly unlink: { readonly to: string; readonly as: readonly RelatedAs[] };
  readonly release: { readonly version: string };
  readonly fulfil: { readonly clock: string; readonly note?: string };
  readonly rate: { readonly score: number; readonly comment?: string };
  readonly postmortem: {
    readonly rootCause: string;
    readonly lessons: string;
    readonly impact?: string;
    readonly factors?: string;
    /** In words only. */
    readonly actions?: string;
    /** What will be done: the references of tickets. */
    readonly tickets?: readonly string[];
    readonly text?: string;
  };
}

interface Said {
  readonly text: string;
  /** All of a mail of which `text` is what is new in it. */
  readonly whole?: string;
  readonly channel?: string;
}

interface Reclassified {
  readonly severity?: string;
  readonly type?: string;
  readonly impact?: string;
  readonly category?: string;
  readonly service?: string;
  readonly customer?: string;
}

/** Who: a person of the plan, or a participant by number. */
interface Watching {
  readonly who: string;
  readonly as: 'watcher' | 'affected';
}
