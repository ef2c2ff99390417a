import { counted } from '../../language/finding.ts';
import type { Finding } from '../../language/finding.ts';
import type { Loaded } from '../../language/load.ts';
import { paint, plain, pointed } from '../terminal.ts';

/** What there is to say about a plan file, in lines for people, and how many it is; `all`: also what is folded otherwise. */
export const linesOf = (loaded: Loaded, all: boolean): readonly string[] => [
  ...detailsOf(loaded, all),
  summary(loaded.file, openIn(loaded)),
];

const openIn = ({ findings }: Loaded): readonly Finding[] => findings.filter((one) => one.accepted === undefined);

/** The same without how many it is. */
export function detailsOf(loaded: Loaded, all: boolean): readonly string[] {
  const { file, text, findings } = loaded;
  const open = openIn(loaded);
  const folded = (rule: string) => (all ? [] : open.filter((one) => one.rule === rule));
  const [recorded, unset] = [folded('recorded'), folded('not-configured')];
  const apart = new Set([...recorded, ...unset]);
  const source = text.split('\n');
  return [
    ...(all ? findings : open.filter((one) => !apart.has(one))).flatMap((one) => inFull(one, source)),
    ...list(file, 'recorded, not executed', recorded.map(kindOf)),
    ...list(file, 'not configured', unset.flatMap(variablesOf)),
    ...(all ? [] : acceptedIn(file, findings)),
  ];
}

const colours = { error: 'red', warning: 'yellow', note: 'cyan' } as const;

function inFull(finding: Finding, source: readonly string[]): readonly string[] {
  const { file, line, col, rule, severity, message, related, accepted } = finding;
  const words = [...(severity === 'error' ? [] : [severity]), ...(accepted === undefined ? [] : ['accepted'])];
  const mark = words.length === 0 ? '' : ` (${words.join(', ')})`;
  // What seems to be a secret must not find its way into somebody's log.
  const text = rule === 'literal-secret' ? '' : (source[line - 1] ?? '');
  const [shown, caret] = pointed(text.replace(/\r$/, ''), col);
  return [
    `${file}:${line}:${col}  ${paint(colours[severity], rule)}${mark}  ${plain(message)}`,
    ...(shown === '' ? [] : [`  ${shown}`, `  ${paint(colours[severity], caret)}`]),
    ...(related === undefined ? [] : [`  see ${file}:${related.line}:${related.col} (${plain(related.path)})`]),
    ...(accepted === undefined ? [] : [`  accepted: ${plain(accepted)}`]),
  ];
}

const list = (file: string, what: string, names: readonly string[]): readonly string[] =>
  names.length === 0 ? [] : [`${file}: ${what}: ${plain([...new Set(names)].join(', '))}`];

/** Of a key deep in a chapter the chapter and the key. */
const kindOf = ({ path }: Finding): string => path.replace(/\..*\./, '.');

const variablesOf = ({ message }: Finding): readonly string[] =>
  Array.from(message.matchAll(/\$\{([^}]*)\}/g), ([, name]) => name!);

function acceptedIn(file: string, findings: readonly Finding[]): readonly string[] {
  const accepted = findings.filter((one) => one.accepted !== undefined);
  const names = [...new Set(accepted.map(({ rule }) => rule))];
  return accepted.length === 0 ? [] : [`${file}: accepted: ${accepted.length} (${names.join(', ')})`];
}

const summary = (file: string, open: readonly Finding[]): string => {
  const count = counted(open);
  return count === '' ? `${file} is fine` : `${file}: ${count.replace(' and ', ', ')}`;
};
