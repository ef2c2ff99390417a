import { en } from './postmortem/en.ts';
import { es } from './postmortem/es.ts';
import { pt } from './postmortem/pt.ts';
import { ro } from './postmortem/ro.ts';

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
  /** What happened, by the kind of event; what is not here is called by its kind. */
  readonly happened: Readonly<Record<string, string>>;
}

const catalogue: Readonly<Record<string, PostmortemWords>> = { en, es, pt, ro };

/** The words in a locale such as `ro` or `pt-BR`; English where that language is not there. */
export const postmortemIn = (locale: string): PostmortemWords => catalogue[locale.split('-')[0]!.toLowerCase()] ?? en;
