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
  const own = acceptances.flatMap((one): Finding[] => {
    const wrong = wrongWith(one, findings, whole);
    if (wrong === null) return [];
    const { line, col } = one;
    return [{ file, line, col, path: '', rule: wrong.rule, severity: rules[wrong.rule][0], message: wrong.message }];
  });
  return [...marked, ...own];
}

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
  const lines = text.split('\n');
  const comments = commentsIn(text);
  return [...comments].flatMap(([line, { col, source }]) => {
    const said = read(source);
    return said === null ? [] : [{ line, col, ...said, target: targetOf(line, lines, comments) }];
  });
}

/** A comment that only begins like an acceptance is none: `# accept only mails of customers`. */
function read(comment: string): { rule: string; reason: string } | null {
  const [, rule, rest] = /^# *accept\s+([^\s:]+)(.*)$/.exec(comment.trimEnd()) ?? [];
  if (rule === undefined || rest === undefined) return null;
  const reason = /^\s*:(.*)$/.exec(rest)?.[1]?.trim();
  return reason === undefined && rest !== '' && !isRule(rule) ? null : { rule, reason: reason ?? '' };
}

/** Its own line, or, where nothing else stands there, the first below that is no comment. */
function targetOf(line: number, lines: readonly string[], comments: Comments): number {
  const isAlone = (at: number): boolean => comments.has(at) && lines[at - 1]!.trimStart().startsWith('#');
  let target = line;
  while (isAlone(target)) target++;
  return target;
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
