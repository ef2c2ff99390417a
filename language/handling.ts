import type { Phase } from '../domain/plan.ts';
import type { Level } from '../domain/plan/people.ts';
import type { PauseKind } from '../domain/plan/promises.ts';
import { conditionsOf } from './conditions.ts';
import type { Chapter, Written } from './schema.ts';
import type { Settings } from './settings.ts';
import { tellOf } from './tell.ts';

/** A level of support and who is behind it. */
export const levelOf = (one: Chapter<'levels'>[string], title: string, written: Written): Level => ({
  title,
  team: (one.team ?? []).flatMap((who) => tellOf(who, written)),
  lead: (one.lead ?? []).flatMap((who) => tellOf(who, written)),
  escalation: one.escalation ?? null,
});

/** What makes a ticket wait; `resume` says no more than that a person ends it, which one always may. */
export const pauseOf = (one: Chapter<'pauses'>[string], title: string): PauseKind => ({
  title,
  stops: one.stops,
  ends: one.ends === undefined || one.ends === 'resume' ? null : one.ends,
  atMostMs: one['at most'] ?? null,
});

/** A part of the work on a ticket; of who leads it only those count whom one can tell. */
export const phaseOf = (
  { from, within, owner = [], steps = [], ...one }: Chapter<'phases'>[string],
  id: string,
  title: string,
  written: Written,
  settings: Settings,
): Phase => ({
  title,
  when: conditionsOf(one),
  from: from ?? null,
  box: within === undefined ? null : { startsMs: within.fromMs, endsMs: within.toMs },
  owner: owner.flatMap((who) => tellOf(who, written)),
  steps: steps.map((step, index) => settings.resolve(step, ['phases', id, 'steps', index]) ?? step),
  needed: one['needed to close'] ?? false,
});
