/** A message without the lines that say why one has it: where it is posted nobody wonders. */
export const withoutFooter = (text: string): string => text.split('\n\n-- \n')[0]!;

/** At most so many characters, the cut shown. */
export const cut = (text: string, most: number): string =>
  text.length <= most ? text : `${text.slice(0, Math.max(0, most - 3)).trimEnd()}...`;
