import type { TargetRow } from '../domain/plan/promises.ts';
import type { Review } from '../domain/plan/schedules.ts';
import type { Chapter, Written } from './schema.ts';
import { round } from './schedules/round.ts';
import type { Scheduler } from './schedules/round.ts';
import type { Settings } from './settings.ts';
import { tellOf } from './tell.ts';

type Reviews = Readonly<Record<string, Review>>;
type WrittenReview = Chapter<'reviews'>[string];

/** What each review opens. */
export const buildReviews = (
  written: Written,
  settings: Settings,
  titled: (chapter: string, id: string, title: string | undefined) => string,
): Record<string, Review> =>
  mapped(written, (one, name) => {
    const type = one.type ?? 'task';
    return {
      title: titled('reviews', name, one.title),
      description: descriptionOf(one, name, settings),
      type,
      severity: one.severity ?? mildest(written, type),
      owners: one.owner.flatMap((who) => tellOf(who, written)),
      ...(one.finds !== undefined && { finds: one.finds }),
    };
  });

/** When each comes round by itself, and on what changes. */
export const reviewSchedules: Scheduler = (written) =>
  Object.assign(
    {},
    ...Object.entries(written.reviews ?? {}).map(([name, { every, calendar, 'on change of': onChangeOf }]) =>
      round(`reviews/${name}`, written, { every, calendar, ...(onChangeOf !== undefined && { onChangeOf }) }),
    ),
  ) as ReturnType<Scheduler>;

/** How soon each review must be done: rows for its own tickets, before which no other counts. */
export const ownRows = (written: Written, reviews: Reviews): readonly TargetRow[] =>
  Object.entries(written.reviews ?? {}).flatMap(([name, { within, calendar = 'always' }]) => {
    const when = { type: reviews[name]!.type, category: name };
    const rule = `reviews.${name}.within`;
    return within === undefined
      ? []
      : [
          {
            metric: 'resolution',
            from: 'opening' as const,
            when,
            target: within,
            calendar,
            rule,
            exclusive: true as const,
          },
        ];
  });

function descriptionOf({ description, checklist = [] }: WrittenReview, name: string, settings: Settings) {
  const say = (text: string, ...path: (string | number)[]) =>
    settings.resolve(text, ['reviews', name, ...path]) ?? text;
  const lines = checklist.map((one, index) => `- ${say(one, 'checklist', index)}`);
  const parts = [...(description === undefined ? [] : [say(description, 'description')]), lines.join('\n')];
  return parts.filter((part) => part !== '').join('\n\n') || null;
}

/** The last severity that such tickets may have. */
function mildest({ severities }: Written, type: string): string {
  const all = Object.keys(severities);
  return all.findLast((id) => severities[id]!.types?.includes(type) ?? true) ?? all.at(-1)!;
}

const mapped = <To>({ reviews = {} }: Written, map: (one: WrittenReview, name: string) => To): Record<string, To> =>
  Object.fromEntries(Object.entries(reviews).map(([name, one]) => [name, map(one, name)]));
