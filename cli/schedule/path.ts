import { Undone } from '../ends.ts';

/** The path of `transport/reviews/access` in the API. */
export function pathOf(which: string): string {
  const at = which.indexOf('/');
  if (at < 1 || at === which.length - 1)
    throw new Undone(`"${which}" is no schedule: write it like transport/reviews/access.`);
  return `/schedules/${encodeURIComponent(which.slice(0, at))}/${encodeURIComponent(which.slice(at + 1))}`;
}
