import type { Level, PauseKind } from '../domain/plan.ts';
import type { Chapter, Written } from './schema.ts';
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
