import type { Degraded } from '../domain/plan/degraded.ts';
import type { Written } from './schema.ts';
import type { Settings } from './settings.ts';
import { tellOf } from './tell.ts';

/** How the system runs when it cannot run fully; null where the plan does not say. */
export function buildDegraded(written: Written, settings: Settings): Degraded | null {
  const one = written.continuity?.degraded;
  if (one === undefined) return null;
  const say = (text: string, ...path: (string | number)[]) =>
    settings.resolve(text, ['continuity', 'degraded', ...path]) ?? text;
  return {
    title: say(one.title ?? 'degraded', 'title'),
    description: one.description === undefined ? null : say(one.description, 'description'),
    allows: (one.allows ?? []).map((each, index) => say(each, 'allows', index)),
    tell: (one.tell ?? []).flatMap((who) => tellOf(who, written)),
    template: one.template ?? null,
    owner: (one.owner ?? []).flatMap((who) => tellOf(who, written)),
  };
}
