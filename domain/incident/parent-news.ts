import { informed } from './clocks.ts';
import { happened, isOpen, outsiders } from './incident.ts';
import type { Act, Event, Incident } from './incident.ts';
import { isAction } from './targets.ts';

/** Something said in public about a ticket, which concerns whoever asked for or follows its children, too. */
export interface News {
  readonly from: string;
  readonly what: 'commented' | 'workaround' | 'resolved';
  readonly text: Event['text'];
}

/** The acts that can be such news. */
export const newsVerbs: readonly string[] = ['comment', 'workaround', 'resolve'];

/** What of an event is said in public; null: nothing. */
export function newsIn(from: string, { kind, data, text }: Event): News | null {
  if (kind === 'resolved') return { from, what: kind, text: {} };
  if (kind === 'workaround' || (kind === 'commented' && data['public'] === true)) return { from, what: kind, text };
  return null;
}

/** Whether there is somebody left to tell: not of what is done so that it does not happen again. */
export const wantsNews = (child: Incident): boolean => isOpen(child) && !isAction(child);

/** The child after news of its parent: told under its own reference. The next news are owed from here on; its answer still is. */
export const heardOfParent = (child: Incident, act: Act, { from, what, text }: News): Incident =>
  happened(informed(child, act.at), act, 'parent-news', { data: { from, what }, text, notify: outsiders(child) });
