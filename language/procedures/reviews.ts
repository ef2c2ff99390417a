import type { Procedure, Step } from '../../domain/plan/procedures.ts';
import type { Chapter } from '../schema.ts';

import type { Deriver } from './index.ts';
import { plainProcedure, plainStep } from './plain.ts';
import { told } from './written.ts';

type WrittenReview = Chapter<'reviews'>[string];

/** What of a review is ticked in a run of its own, rather than on its ticket alone: its list, or that it was done where it leaves something behind. */
export const isCarriedOut = ({ checklist = [], gives = [] }: WrittenReview): boolean =>
  checklist.length > 0 || gives.length > 0;

/** Each review with something to tick or to leave behind, as `reviews/access`: a single step, whose time is that of the ticket. */
export const reviewProcedures: Deriver = (written, settings) => {
  const all = Object.entries(written.reviews ?? {}).filter(([, one]) => isCarriedOut(one));
  return Object.fromEntries(
    all.map(([name, one]): [string, Procedure] => {
      const say = (text: string, ...path: (string | number)[]) =>
        settings.resolve(text, ['reviews', name, ...path]) ?? text;
      const title = one.title === undefined ? name : say(one.title, 'title');
      const owner = told(one.owner, written);
      const list = (one.checklist ?? []).map((text, index) => say(text, 'checklist', index));
      const items = list.length > 0 ? list : [title];
      const gives = (one.gives ?? []).map((text, index) => say(text, 'gives', index));
      const step: Step = { ...plainStep, name: 'review', title, act: { kind: 'do', items }, owner, gives };
      const description = one.description === undefined ? null : say(one.description, 'description');
      return [`reviews/${name}`, { ...plainProcedure, title, description, owner, steps: [step] }];
    }),
  );
};
