import { Composer, Parser, YAMLParseError } from 'yaml';
import type { CST, Document } from 'yaml';

const mostErrors = 100;

/** The YAML document of a text, errors included; null where it nests so deeply that the library gives up. */
export function readDocument(text: string): Document.Parsed | null {
  // Duplicate keys are found by readValue: the library compares each key with each.
  const composer = new Composer({ prettyErrors: false, uniqueKeys: false, version: '1.2' });
  try {
    const [document, second] = composer.compose(patient(new Parser().parse(text)), true, text.length);
    if (second !== undefined)
      document!.errors.push(new YAMLParseError([second.range[0], second.range[1]], 'MULTIPLE_DOCS', ''));
    return document!;
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

/** A text that is no YAML at all would give an error for each of its words, and take seconds for it. */
function* patient(tokens: Iterable<CST.Token>): Generator<CST.Token> {
  let errors = 0;
  for (const token of tokens) {
    yield token;
    if (token.type === 'error' && ++errors >= mostErrors) return;
  }
}
