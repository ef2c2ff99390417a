import type { Category, Field, Guide } from '../domain/plan.ts';
import { conditionsOf } from './conditions.ts';
import { readRecipient } from './recipient.ts';
import type { Chapter, Written } from './schema.ts';
import { tellOf } from './tell.ts';

/** What a category gives to its tickets. */
export const categoryOf = (one: Chapter<'categories'>[string], title: string, written: Written): Category => ({
  title,
  type: one.type ?? null,
  severity: one.severity ?? null,
  level: (one.team ?? []).map(readRecipient).find(({ kind }) => kind === 'level')?.name ?? null,
  team: (one.team ?? []).flatMap((who) => tellOf(who, written)),
  runbook: one.runbook ?? null,
  article: one.article ?? null,
});

/** What else a ticket records. */
export const fieldOf = (one: Chapter<'fields'>[string], title: string): Field => ({
  title,
  type: one.type,
  options: one.options ?? [],
  types: one.types ?? null,
  required: one.required ?? false,
});

/** A runbook and the tickets that it is for. */
export const runbookOf = (one: Chapter<'runbooks'>[string], title: string, written: Written): Guide => ({
  title,
  file: one.file,
  when: conditionsOf(one),
  ...(one.owner !== undefined && { owner: one.owner.flatMap((who) => tellOf(who, written)) }),
});

/** An article and the tickets that it helps with. */
export const articleOf = ({ file, categories }: Chapter<'articles'>[string], title: string): Guide => ({
  title,
  file,
  when: categories === undefined ? {} : { category: categories },
});
