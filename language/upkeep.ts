import type { Document, Review } from '../domain/plan/schedules.ts';
import { usualKind } from './emergency.ts';
import type { Chapter, Written } from './schema.ts';
import { round } from './schedules/round.ts';
import type { Scheduler } from './schedules/round.ts';
import type { Settings } from './settings.ts';
import { tellOf } from './tell.ts';
import { upkeepIn } from './upkeep-messages.ts';

type Kept = Partial<Chapter<'documents'>[string]>;

interface Entry {
  /** `documents/manual`. */
  readonly name: string;
  readonly chapter: 'documents' | 'runbooks' | 'articles';
  readonly id: string;
  readonly one: Kept;
}

/** What the review of each text that is kept up to date opens, by `documents/manual`; nothing for those that nothing brings about. */
export function buildUpkeep(written: Written, settings: Settings): Record<string, Review> {
  const due = upkeepSchedules(written);
  const own = entries(written).filter(({ name }) => Object.hasOwn(due, name));
  return Object.fromEntries(own.map((entry) => [entry.name, reviewOf(entry, written, settings)]));
}

const sayer =
  ({ chapter, id }: Entry, settings: Settings) =>
  (text: string | undefined, ...path: (string | number)[]): string | null =>
    text === undefined ? null : settings.resolve(text, [chapter, id, ...path]);

function reviewOf(entry: Entry, written: Written, settings: Settings): Review {
  const { chapter, id, one } = entry;
  const say = sayer(entry, settings);
  const { title, question } = upkeepIn(written.locale);
  const file = chapter === 'documents' ? say(one.file, 'file') : null;
  const holds = (one.holds ?? []).map((text, index) => `- [ ] ${say(text, 'holds', index) ?? text}`);
  return {
    title: title(say(one.title, 'title') ?? id),
    description: [question, file && linked(file), holds.join('\n')].filter(Boolean).join('\n\n'),
    ...usualKind(written),
    owners: (one.owner ?? []).flatMap((who) => tellOf(who, written)),
  };
}

const linked = (file: string): string => (/^https?:\/\//.test(file) ? `<${file}>` : `\`${file}\``);

/** All of them, whether somebody looks them over or not. */
export const buildDocuments = (written: Written, settings: Settings): Record<string, Document> =>
  Object.fromEntries(
    entries(written).map((entry): [string, Document] => {
      const { file, owner = [], for: readers = [] } = entry.one;
      const say = sayer(entry, settings);
      return [
        entry.name,
        {
          title: say(entry.one.title, 'title') ?? entry.id,
          file: say(file, 'file'),
          owner,
          readers: readers.map((text, index) => say(text, 'for', index) ?? text),
        },
      ];
    }),
  );

/** When each is looked over: how often the plan says, and on what changes. */
export const upkeepSchedules: Scheduler = (written) =>
  Object.assign(
    {},
    ...entries(written).map(({ name, one: { review: every, 'on change of': onChangeOf } }) =>
      round(name, written, { every, ...(onChangeOf !== undefined && { onChangeOf }) }),
    ),
  ) as ReturnType<Scheduler>;

const chapters = ['documents', 'runbooks', 'articles'] as const;

const entries = (written: Written): readonly Entry[] =>
  chapters.flatMap((chapter) =>
    Object.entries((written[chapter] ?? {}) as Readonly<Record<string, Kept>>).map(([id, one]) => ({
      name: `${chapter}/${id}`,
      chapter,
      id,
      one,
    })),
  );
