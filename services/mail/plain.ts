/** Text that Postgres can keep and people can read: without control characters, and no longer than `most` characters. */
export const plainText = (text: string, most: number): string =>
  text
    .slice(0, most)
    .toWellFormed()
    .replaceAll(/\r\n?/g, '\n')
    .replaceAll(/[^\P{Cc}\n\t]|[\u200B\u2028\u2029\uFEFF]/gu, (one) =>
      one === '\u2028' || one === '\u2029' ? '\n' : '',
    );
