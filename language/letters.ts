import { en } from './letters/en.ts';
import { es } from './letters/es.ts';
import { pt } from './letters/pt.ts';
import { ro } from './letters/ro.ts';

/** The messages that Guardia sends to who asked for help, or follows it, where the plan has no words of its own. */
export const letterNames = [
  'received',
  'answer',
  'workaround',
  'resolved',
  'closed',
  'reopened',
  'appointment',
  'appointment-cancelled',
  'news',
  'first',
  'update',
  'closing',
  'released',
  'parent-resolved',
] as const;

export type LetterName = (typeof letterNames)[number];

/** What is said to them, in one language, with names in braces as in `templates`. Nothing here is markup. */
export interface Letters {
  readonly bodies: Readonly<Record<LetterName, string>>;
  /** When a first answer comes: `{next}` is what was promised, `{from}` when there is somebody again. */
  readonly expected: string;
  readonly closed: string;
  readonly unattended: string;
  readonly unpromised: string;
  readonly inHand: string;
  /** Until when it can be reopened: `{to}`. */
  readonly reopenable: string;
  readonly question: string;
  readonly scale: (outOf: number) => string;
  /** A made-up ticket, and something said about it. */
  readonly sample: { readonly title: string; readonly text: string };
  /** What a link to one's own ticket is for. */
  readonly follow: string;
  readonly show: string;
  /** What a link is for by which one hears no more. */
  readonly leave: string;
  /** Why somebody gets a mail of a plan. */
  readonly why: Readonly<Record<'person' | 'requester' | 'participant' | 'subscriber', (plan: string) => string>>;
}

const catalogue: Readonly<Record<string, Letters>> = { en, es, pt, ro };

/** The letters of a locale such as `ro` or `pt-BR`; English where that language is not there. */
export const lettersIn = (locale: string): Letters => catalogue[locale.split('-')[0]!.toLowerCase()] ?? en;
