import { en } from './messages/en.ts';
import { es } from './messages/es.ts';
import { pt } from './messages/pt.ts';
import { ro } from './messages/ro.ts';

/** What is said in Guardia's mails, in one language. Arguments come from the incident: nothing here is markup. */
export interface Messages {
  /** Why somebody is told; clocks by their names. */
  readonly opened: string;
  readonly warned: (percent: number, clock: string) => string;
  /** The lower bound of a range. */
  readonly nearing: (clock: string) => string;
  readonly broken: (clock: string) => string;
  /** A phase of the work is not done by its end. */
  readonly overran: (phase: string) => string;
  readonly assigned: string;
  readonly untold: string;
  readonly reopened: string;
  readonly replied: string;
  readonly handedOver: string;
  /** An acknowledgement was not followed by anything. */
  readonly lapsed: string;
  /** Every step of the policy was taken in vain. */
  readonly exhausted: string;
  readonly snoozeEnded: string;
  /** A step before could tell nobody. */
  readonly hurried: string;
  /** Whatever else has happened to what one follows. */
  readonly news: string;
  /** It came round, such as a review. */
  readonly cameRound: string;
  /** The message by which the emergency contacts are proven. */
  readonly emergencyTest: { readonly title: string; readonly description: string };
  /** What other systems say; `source` is what the plan calls one. */
  readonly alerts: {
    readonly storm: (service: string) => string;
    readonly resolved: (source: string) => string;
    readonly recovered: (source: string) => string;
    readonly silent: (source: string) => string;
    readonly flapping: (source: string) => string;
    readonly forgotten: (source: string) => string;
    readonly calm: string;
  };
  readonly again: (times: number) => string;
  readonly storm: (count: number) => string;
  /** Those that every plan may promise; others have a title in their plan. */
  readonly clocks: Readonly<Partial<Record<string, string>>>;
  readonly labels: Readonly<Record<'severity' | 'status' | 'due' | 'opened' | 'service' | 'customer', string>>;
  readonly statuses: Readonly<
    Record<'received' | 'triaged' | 'in_progress' | 'on_hold' | 'resolved' | 'closed' | 'cancelled', string>
  >;
  readonly acknowledge: string;
  readonly show: string;
  /** The page behind the acknowledge link. */
  readonly confirm: (reference: string) => string;
  readonly acknowledged: (reference: string) => string;
  /** Where somebody has it in hand already, or it is over. */
  readonly noNeed: (reference: string) => string;
  readonly linkIsOld: string;
  readonly why: (plan: string) => string;
}

const catalogue: Readonly<Record<string, Messages>> = { en, es, pt, ro };

/** The messages of a locale such as `ro` or `pt-BR`; English where that language is not there. */
export const messagesIn = (locale: string): Messages => catalogue[locale.split('-')[0]!.toLowerCase()] ?? en;
