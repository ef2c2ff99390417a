import type { Finding } from './finding.ts';
import { isRule, rules } from './rules.ts';
import type { RuleId } from './rules.ts';
import { suggest } from './suggest.ts';
import { tokensOf } from './tokens.ts';

/** `# accept rule: reason`, as a comment on a line of the plan or directly above it. */
interface Acceptance {
  readonly line: number;
  readonly col: number;
  readonly rule: string;
  readonly reason: string;
  /** The line whose findings it accepts. */
  readonly target: number;
}

/** Marks the findings that the plan accepts in place, and adds what is wrong with its acceptances. `whole`: nothing is missing. */
export function accept(text: string, file: string, findings: readonly Finding[], whole: boolean): readonly Finding[] {
  const acceptances = acceptancesIn(text);
  const marked = findings.map((one) => {
    const by = acceptances.find((acceptance) => accepts(acceptance, one));
    return by === undefined ? one : { ...one, accepted: by.reason };
  });
  const own: Finding[] = [];
  for (const one of acceptances) {
    const wrong = own.length < mostOwn ? wrongWith(one, findings, whole) : null;
    const { line, col } = one;
    if (wrong !== null) own.push({ file, line, col, path: '', severity: rules[wrong.rule][0], ...wrong });
  }
  return [...marked, ...own];
}

/** As many as are told at most of all findings of a plan. */
const mostOwn = 200;

const accepts = ({ target, rule, reason }: Acceptance, finding: Finding): boolean =>
  finding.line === target && finding.rule === rule && finding.severity !== 'error' && reason !== '';

function wrongWith(
  one: Acceptance,
  findings: readonly Finding[],
  whole: boolean,
): { rule: RuleId; message: string } | null {
  const { rule, reason } = one;
  if (!isRule(rule)) {
    const message = `\`${rule}\` is not a rule${suggest(rule, acceptable)}`;
    return { rule: 'unknown-rule', message };
  }
  if (rules[rule][0] === 'error')
    return { rule: 'cannot-accept', message: `\`${rule}\` is an error: it can only be put right` };
  if (reason === '')
    return {
      rule: 'accept-without-reason',
      message: `say why, such as \`# accept ${rule}: the contract wants it so\``,
    };
  // Whether there is a note depends on what is configured on this machine.
  if (!whole || rules[rule][0] === 'note' || findings.some((finding) => accepts(one, finding))) return null;
  return { rule: 'unused-acceptance', message: `there is no \`${rule}\` here to accept; take the comment out` };
}

const acceptable = Object.keys(rules).filter((id) => isRule(id) && rules[id][0] !== 'error');

function acceptancesIn(text: string): readonly Acceptance[] {
  if (!/# *accept\s/.test(text)) return [];
  const comments = commentsIn(text);
  const targets = targetsOf(text, comments);
  return [...comments].flatMap(([line, { col, source }]) => {
    const said = read(source);
    return said === null ? [] : [{ line, col, ...said, target: targets.get(line)! }];
  });
}

/** A comment that only begins like an acceptance is none: `# accept only mails of customers`. */
function read(comment: string): { rule: string; reason: string } | null {
  const [, rule, rest] = /^# *accept\s+([^\s:]+)(.*)$/.exec(comment.trimEnd()) ?? [];
  if (rule === undefined || rest === undefined) return null;
  const reason = /^\s*:(.*)$/.exec(rest)?.[1]?.trim();
  return reason === undefined && rest !== '' && !isRule(rule) ? null : { rule, reason: reason ?? '' };
}

/** By the line of a comment: its own, or, where nothing else stands there, the first below that is no comment. */
function targetsOf(text: string, comments: Comments): ReadonlyMap<number, number> {
  const lines = text.split('\n');
  const targets = new Map<number, number>();
  for (const line of [...comments.keys()].toReversed()) {
    const isAlone = lines[line - 1]!.trimStart().startsWith('#');
    targets.set(line, isAlone ? (targets.get(line + 1) ?? line + 1) : line);
  }
  return targets;
}

/** By line, which has one at most. */
type Comments = ReadonlyMap<number, { readonly col: number; readonly source: string }>;

function commentsIn(text: string): Comments {
  const comments = new Map<number, { col: number; source: string }>();
  let line = 1;
  let start = 0;
  for (const { source, offset, scalar } of tokensOf(text)) {
    if (source.startsWith('#') && !scalar) comments.set(line, { col: offset - start + 1, source });
    for (let at = source.indexOf('\n'); at >= 0; at = source.indexOf('\n', at + 1)) {
      line++;
      start = offset + at + 1;
    }
  }
  return comments;
}
