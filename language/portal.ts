import { en } from './portal/en.ts';
import { es } from './portal/es.ts';
import { pt } from './portal/pt.ts';
import { ro } from './portal/ro.ts';

/** What the page says on which somebody follows their own ticket, in one language. */
export interface Portal {
  /** What has happened, by the kind of event; what is not here is not told. */
  readonly happened: Readonly<Record<string, string>>;
  readonly timeline: string;
  readonly files: string;
  readonly you: string;
  readonly support: string;
  readonly nextNews: string;
  readonly appointment: string;
  readonly reply: Form;
  readonly reopen: Form;
  readonly rate: Form;
  /** On the page by which somebody hears no more of a ticket, or of a plan. */
  readonly leave: {
    readonly question: (what: string) => string;
    readonly button: string;
    readonly done: (what: string) => string;
  };
  /** Said once it is done. */
  readonly done: Readonly<Record<'reply' | 'reopen' | 'rate', string>>;
  readonly tooLate: string;
  readonly empty: string;
  readonly tooLong: string;
}

interface Form {
  readonly title: string;
  readonly label: string;
  readonly button: string;
}

const catalogue: Readonly<Record<string, Portal>> = { en, es, pt, ro };

/** The page's words in a locale such as `ro` or `pt-BR`; English where that language is not there. */
export const portalIn = (locale: string): Portal => catalogue[locale.split('-')[0]!.toLowerCase()] ?? en;
