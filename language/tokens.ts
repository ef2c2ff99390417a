import { Lexer } from 'yaml';

/** The lexer's own marks, which do not stand in the text. */
const unwritten: ReadonlySet<string> = new Set(['\u0002', '\u0018', '\u001F']);
const beforeScalar = '\u001F';

export interface Token {
  readonly source: string;
  readonly offset: number;
  /** Whether it is a value or a key, so that `#` and `[` in it mean nothing. */
  readonly scalar: boolean;
}

/** The words, marks and spaces of a YAML text in their order, one after the other, however odd the text is. */
export function* tokensOf(text: string): Generator<Token> {
  let offset = 0;
  let scalar = false;
  for (const source of new Lexer().lex(text)) {
    if (unwritten.has(source)) {
      scalar = source === beforeScalar;
      continue;
    }
    yield { source, offset, scalar };
    scalar = false;
    offset += source.length;
  }
}
