/** What a reader found: the value, or one plain sentence that says what is wrong and what would be right. */
export type Parsed<T> = { readonly value: T } | { readonly problem: string };

/** Goes on with the value, or hands the problem on. */
export const andThen = <A, B>(parsed: Parsed<A>, next: (value: A) => Parsed<B>): Parsed<B> =>
  'value' in parsed ? next(parsed.value) : parsed;

export const counted = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;
