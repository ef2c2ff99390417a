/** What can be filled into a message, by its name in braces. */
export const fillable = [
  'title',
  'reference',
  'severity',
  'service',
  'status',
  'at',
  'next',
  'from',
  'to',
  'text',
  'link',
  'version',
] as const;

type Fillable = (typeof fillable)[number];

/** What there is to fill in; what is not known is null or absent. */
export type Filling = Readonly<Partial<Record<Fillable, string | null>>>;

const braced = /\{([^{}]*)\}/g;

/** The names in braces, as they are written. Those of settings, `${NAME}`, are none of them. */
export const bracedIn = (text: string): readonly string[] =>
  [...text.replaceAll(/\$\{[^{}]*\}/g, '').matchAll(braced)].map(([, name]) => name!);

/** `text` with everything filled in. A sentence that names something unknown is left out: nobody is told to wait until nothing. */
export function fill(text: string, filling: Filling): string {
  const known = (sentence: string) => bracedIn(sentence).every((name) => (filling[name as Fillable] ?? '') !== '');
  const lines = text.trim().split('\n');
  const kept = lines.map((line) =>
    line
      .split(/(?<=[.!?])\s+(?=\S)/)
      .filter(known)
      .join(' '),
  );
  const told = kept.filter((line, index) => line !== '' || lines[index]!.trim() === '');
  return told
    .map((line) => filled(line, filling))
    .join('\n')
    .replaceAll(/\n{3,}/g, '\n\n')
    .trim();
}

/** One line with everything filled in; of what is unknown nothing. */
export const filled = (line: string, filling: Filling): string =>
  line.replaceAll(braced, (_, name: string) => filling[name as Fillable] ?? '');
