import { tokensOf } from './tokens.ts';

/** What the YAML library says of a text: where, by a code and in its own words. */
interface YamlError {
  readonly pos: readonly [number, number];
  readonly code: string;
  readonly message: string;
}

/** A mistake in the YAML, in plain words. */
interface SyntaxProblem {
  readonly offset: number;
  readonly message: string;
}

/** What the writer must change so that it is YAML: the first mistake, for the others mostly follow from it. */
export function syntaxProblems(errors: readonly YamlError[], text: string): readonly SyntaxProblem[] {
  const inOrder = errors.toSorted((a, b) => a.pos[0] - b.pos[0]);
  return inOrder
    .filter(({ code }, index) => index === 0 || ofTheirOwn.has(code))
    .slice(0, 100)
    .map((error) => inPlainWords(error, text));
}

const ofTheirOwn: ReadonlySet<string> = new Set(['MULTIPLE_DOCS', 'TAG_RESOLVE_FAILED']);

function inPlainWords({ code, message, pos: [offset] }: YamlError, text: string): SyntaxProblem {
  if (message.startsWith('Missing closing')) return unclosedQuote(message.includes('"') ? '"' : "'", offset, text);
  const rest = text.slice(offset, lineEnd(text, offset)).trim();
  const said =
    constant[code] ??
    variable(offset, text) ??
    patterns.find(([pattern]) => pattern.test(message))?.[1] ??
    ofRest[code]?.(rest) ??
    `${message.split('\n')[0]!.replace(/^./, (first) => first.toLowerCase())}${hint(offset, text)}`;
  return { offset, message: said };
}

const noKey = 'a key is followed by a colon and a space, such as response: 1h; on this line it is not';

const constant: Readonly<Record<string, string>> = {
  TAB_AS_INDENT: 'a tab stands where spaces are expected; YAML is indented with spaces only',
  MULTIPLE_DOCS: 'a second document begins here (`---`); a plan is one document',
  TAG_RESOLVE_FAILED: 'a tag (`!…`) stands here; a plan has none',
  MULTILINE_IMPLICIT_KEY: noKey,
};

const patterns: readonly (readonly [RegExp, string])[] = [
  [/must start at the same column/, 'this line is indented otherwise than its neighbours above'],
  [/^A block sequence may not/, 'this line is indented otherwise than its neighbours above'],
  [/end with a \}/, 'a `{` above is not closed: put a `}` where it ends'],
  [/end with a \]/, 'a `[` above is not closed: put a `]` where it ends'],
  [/^Unexpected flow-(map|seq)-end/, 'this bracket closes nothing: there is one too many'],
  [/^Missing , or :/, 'between two keys or values in brackets stands a comma'],
  [
    /scalar at node end/,
    'a text ends with its closing quote: inside of \'…\' a quote is written twice, inside of "…" as \\"',
  ],
  [/^Implicit map keys need/, noKey],
];

/** What depends on what stands there. */
const ofRest: Readonly<Record<string, (rest: string) => string>> = {
  BAD_SCALAR_START: (rest) =>
    `a value that begins with \`${rest[0]}\` must stand in quotes${rest[0] === '>' ? ', or be said in words such as at least 99.9%' : ''}`,
  BLOCK_IN_FLOW: (rest) =>
    `\`${shortened(rest)}\` holds a second \`: \`: quote a text that holds \`: \`, and put a comma between two keys`,
  BLOCK_AS_IMPLICIT_KEY: (rest) =>
    /:( |$)/.test(rest)
      ? `quote a text that holds \`: \`, such as "${rest.replaceAll('"', '')}"`
      : 'the line below is indented deeper than this one, whose key has its value already',
};

const shortened = (rest: string): string => (rest.length > 40 ? `${rest.slice(0, 40)}…` : rest);

function variable(offset: number, text: string): string | null {
  const [written] = /^\$\{[^}\n]*\}[^\s,\]}]*/.exec(text.slice(offset - 1, offset + 200)) ?? [];
  return written === undefined ? null : `put \`${written}\` in quotes: "${written}"`;
}

function hint(offset: number, text: string): string {
  const line = text.slice(text.lastIndexOf('\n', offset - 1) + 1, lineEnd(text, offset));
  return /[^"']\$\{/.test(line) ? '; put values such as "${NAME}" in quotes' : '';
}

/** The library tells where the text ends, not where the quote is opened. */
function unclosedQuote(quote: string, offset: number, text: string): SyntaxProblem {
  const open = [...tokensOf(text)].findLast(({ source }) => source.startsWith(quote));
  return { offset: open?.offset ?? offset, message: `a quote is opened here (\`${quote}\`) and never closed` };
}

function lineEnd(text: string, offset: number): number {
  const end = text.indexOf('\n', offset);
  return end < 0 ? text.length : end;
}
