import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect } from 'vitest';
import { compilePlan } from '../../language/compile.ts';
import { refuses } from '../../language/finding.ts';
import { alone, planWith } from './plans.ts';

/** One way to spoil a text; `at` and `to` are shares of its length. */
type Spoil = (text: string, change: Change) => string;
interface Change {
  readonly at: number;
  readonly to: number;
  readonly size: number;
  readonly word: string;
}

const marks = ['[', ']', '{', '}', ':', ',', '"', "'", '#', ': ', '- ', '? ', '|\n', '>-\n', '\n', '\r\n', '\r', '\t'];
const odd = [
  '\0',
  '\uFEFF',
  '\u202E',
  '\uD800',
  '\u2028',
  'é',
  'İ',
  '\u{E0001}',
  'e\u0301',
  '👩‍👩‍👧',
  '__proto__',
  'toString',
];
const values = 'null ~ true 0x1F 1e999 -0 12:30 2026-02-30 99999999999999999999d ${ ${A} always assignee P1 escalation';
const phrases = [
  '---\n',
  '...\n',
  '&a ',
  '*a',
  '<<: *a',
  '!!js/function ',
  '%YAML 1.1\n',
  '# accept unknown-rule: x\n',
  '3 business days',
];
const words = [...marks, ...odd, ...values.split(' '), ...phrases, 'guardia: 1\n', '150% of response'];

const cutAt = (text: string, share: number): number => Math.floor(share * text.length);
const inserted = (text: string, share: number, more: string): string =>
  text.slice(0, cutAt(text, share)) + more + text.slice(cutAt(text, share));
const atLine = (text: string, share: number, change: (lines: string[], at: number) => string[]): string => {
  const lines = text.split('\n');
  return change(lines, Math.floor(share * lines.length)).join('\n');
};

const spoils: readonly Spoil[] = [
  (text, { at, size }) => text.slice(0, cutAt(text, at)) + text.slice(cutAt(text, at) + size),
  (text, { at, to, size }) => inserted(text, to, text.slice(cutAt(text, at), cutAt(text, at) + size * 10)),
  (text, { at, to }) =>
    atLine(text, at, (lines, one) => {
      const other = Math.floor(to * lines.length);
      return lines.with(one, lines[other]!).with(other, lines[one]!);
    }),
  (text, { at }) => atLine(text, at, (lines, one) => lines.toSpliced(one, 1)),
  (text, { at, size }) => atLine(text, at, (lines, one) => lines.with(one, ' '.repeat(size % 12) + lines[one]!.trim())),
  (text, { at, word }) => inserted(text, at, word),
  (text, { at, word }) => {
    const tokens = text.split(/(\s+|[[\]{},:"])/);
    return tokens.with(Math.floor(at * tokens.length), word).join('');
  },
  (text, { at, word, size }) => inserted(text, at, word.repeat(size * 20)),
  (text, { at, size, to }) => inserted(text, at, (to < 0.5 ? '[' : '{ a: ').repeat(size)),
  (text, { at, size, to }) =>
    inserted(
      text,
      at,
      `\n${Array.from({ length: size }, (_, n) => `${' '.repeat(n)}${to < 0.5 ? 'a:' : '- '}`).join('\n')}\n`,
    ),
];

const share = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
const change = fc.record({ at: share, to: share, size: fc.nat(300), word: fc.constantFrom(...words) });
const plans = [
  planWith(),
  ...readdirSync('plans')
    .filter((name) => /(?<!\.map)\.yaml$/.test(name))
    .map((name) => readFileSync(`plans/${name}`, 'utf8')),
];

const spoilt = fc
  .tuple(
    fc.constantFrom(...plans),
    fc.array(fc.tuple(fc.constantFrom(...spoils), change), { minLength: 1, maxLength: 6 }),
  )
  .map(([plan, changes]) => changes.reduce((text, [spoil, how]) => spoil(text, how), plan).slice(0, 2_000_000));
const bytes = fc
  .tuple(fc.uint8Array({ maxLength: 2000 }), fc.constantFrom('utf-8', 'latin1', 'utf-16le'))
  .map(([all, encoding]) => new TextDecoder(encoding).decode(all));

/** Compiles random texts for some ms and answers the longest time, in ms, that one of them took. */
export function fuzz(ms: number): { readonly runs: number; readonly slowest: number } {
  let runs = 0;
  let slowest = 0;
  const property = fc.property(fc.oneof({ arbitrary: spoilt, weight: 9 }, { arbitrary: bytes, weight: 1 }), (text) => {
    runs++;
    slowest = Math.max(slowest, soundly(text));
  });
  fc.assert(property, { numRuns: 10_000_000, interruptAfterTimeLimit: ms, markInterruptAsFailure: false });
  return { runs, slowest };
}

/** Answers the ms that it took, by the processor's count where another process had the machine. */
function soundly(text: string): number {
  const before = process.cpuUsage();
  const began = performance.now();
  const { findings, compiled } = compilePlan(text, 'x.yaml', alone());
  const spent = process.cpuUsage(before);
  const took = Math.min(performance.now() - began, (spent.user + spent.system) / 1000);
  expect(took).toBeLessThan(1000);
  expect(compiled === undefined).toBe(refuses(findings));
  expect(findings.length).toBeLessThanOrEqual(200);
  const lines = text.split('\n');
  const places = findings.flatMap((one) => [one, ...(one.related ? [one.related] : [])]);
  for (const { line, col } of places) {
    expect(line >= 1 && line <= lines.length && col >= 1).toBe(true);
    expect(col).toBeLessThanOrEqual(lines[line - 1]!.length + 1);
  }
  return took;
}
