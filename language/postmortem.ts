import { en } from './postmortem/en.ts';
import { es } from './postmortem/es.ts';
import { pt } from './postmortem/pt.ts';
import { ro } from './postmortem/ro.ts';

/** What happens to an incident that belongs into its post-mortem. */
type Happened =
  | 'opened'
  | 'triaged'
  | 'acknowledged'
  | 'assigned'
  | 'started'
  | 'held'
  | 'resumed'
  | 'contained'
  | 'workaround'
  | 'workaround-told'
  | 'escalated'
  | 'breached'
  | 'warned'
  | 'handed-over'
  | 'commented'
  | 'replied'
  | 'resolved'
  | 'closed'
  | 'reopened'
  | 'reclassified'
  | 'migrated'
  | 'linked'
  | 'merged-in'
  | 'postmortem'
  | 'announced'
  | 'workaround-untold'
  | 'phase'
  | 'overran'
  | 'verified'
  | 'released'
  | 'skipped'
  | 'exhausted'
  | 'lapsed'
  | 'snoozed'
  | 'snooze-ended'
  | 'appointed'
  | 'appointment-cancelled'
  | 'fulfilled'
  | 'rated'
  | 'unlinked'
  | 'merged'
  | 'parent-news'
  | 'cancelled';

/** The words of a post-mortem in one language. */
export interface PostmortemWords {
  readonly title: string;
  /** Who has begun to write it, and when that was saved. */
  readonly draft: (by: string, at: string) => string;
  /** Instead of what is not written yet. */
  readonly toFill: string;
  readonly severity: string;
  readonly impact: string;
  readonly timeline: string;
  readonly promises: string;
  readonly kept: string;
  readonly broken: string;
  readonly open: string;
  readonly acknowledgedAfter: string;
  readonly resolvedAfter: string;
  readonly rootCause: string;
  readonly factors: string;
  readonly lessons: string;
  readonly actions: string;
  readonly text: string;
  readonly due: string;
  /** What is to be done about a runbook, by its title. */
  readonly updateRunbook: (title: string) => string;
  /** What happened, by the kind of event. */
  readonly happened: Readonly<Record<Happened, string>>;
}

/** What happened, by the kind of event; of what is not known the kind itself. */
export const sayHappened = ({ happened }: PostmortemWords, kind: string): string =>
  Object.hasOwn(happened, kind) ? happened[kind as Happened] : kind;

const catalogue: Readonly<Record<string, PostmortemWords>> = { en, es, pt, ro };

/** The words in a locale such as `ro` or `pt-BR`; English where that language is not there. */
export const postmortemIn = (locale: string): PostmortemWords => catalogue[locale.split('-')[0]!.toLowerCase()] ?? en;
