import type { Messages } from '../messages.ts';

/** What a clock is called; one that a plan declares is called as there, by its title where that is given. */
export const clockName = (
  { clocks }: Pick<Messages, 'clocks'>,
  metric: string,
  declared: Readonly<Record<string, { readonly title: string }>> = {},
): string => clocks[metric] ?? declared[metric]?.title ?? metric;
