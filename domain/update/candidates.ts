import { fields, list, said } from '../alert/json.ts';
import { readReport } from '../vulnerability/read.ts';

/** Something that there is a newer version of. */
export interface Candidate {
  readonly name: string;
  /** What is in use; null where it is not said. */
  readonly from: string | null;
  readonly to: string | null;
  /** Whether a weakness asks for it. */
  readonly security: boolean;
}

/** What a program that looks for updates has found. */
export interface Found {
  /** What it was read as; null: none of the forms that are known, each line of it counts. */
  readonly form: 'npm outdated' | 'pip list' | 'pip-audit' | 'apt' | 'weaknesses' | null;
  readonly candidates: readonly Candidate[];
}

/** Reads what `npm outdated`, `npm audit --json`, `pip list --outdated`, `pip-audit`, osv-scanner or `apt list --upgradable` said, or any program that says a line each. */
export function readCandidates(output: string): Found {
  const text = output.replaceAll('\r\n', '\n');
  const json = parsed(text);
  const found = json === undefined ? inText(text) : inJson(json);
  return found ?? { form: null, candidates: linesOf(text).map(plain) };
}

/** A name with its versions, on one line. */
export const spelled = ({ name, from, to }: Candidate): string =>
  `${name}${from === null ? '' : ` ${from}`}${to === null ? '' : ` → ${to}`}`;

function parsed(text: string): unknown {
  if (!/^\s*[[{]/.test(text)) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function inJson(value: unknown): Found | null {
  const report = readReport(value);
  if (report !== null) {
    const all = report.findings.map(({ name, version, fixed }) => ({
      name,
      from: version,
      to: fixed[0] ?? null,
      security: true,
    }));
    return { form: 'weaknesses', candidates: once(all) };
  }
  if (Array.isArray(value) && value.every((one) => said(fields(one)['latest_version']) !== null))
    return { form: 'pip list', candidates: value.map((one) => versions(one, 'name', 'version', 'latest_version')) };
  const packages = Object.entries(fields(value));
  if (!packages.every(([, one]) => said(fields(list(one)[0] ?? one)['latest']) !== null)) return null;
  const outdated = packages.map(([name, one]) =>
    versions({ name, ...fields(list(one)[0] ?? one) }, 'name', 'current', 'latest'),
  );
  return { form: 'npm outdated', candidates: outdated };
}

const versions = (value: unknown, name: string, from: string, to: string): Candidate => ({
  name: said(fields(value)[name]) ?? 'unknown',
  from: said(fields(value)[from]),
  to: said(fields(value)[to]),
  security: false,
});

type Reading = readonly [form: NonNullable<Found['form']>, head: RegExp, row: (cells: readonly string[]) => Candidate];

/** Tables with a head, by what that says. */
const tables: readonly Reading[] = [
  [
    'npm outdated',
    /^Package +Current +Wanted +Latest\b/,
    ([name = '', from, , to]) => ({
      name,
      from: from === 'MISSING' ? null : (from ?? null),
      to: to ?? null,
      security: false,
    }),
  ],
  [
    'pip list',
    /^Package +Version +Latest\b/,
    ([name = '', from = null, to = null]) => ({ name, from, to, security: false }),
  ],
  [
    'pip-audit',
    /^Name +Version +ID\b/,
    ([name = '', from = null, , to = null]) => ({ name, from, to: to?.replace(/,$/, '') ?? null, security: true }),
  ],
];

function inText(text: string): Found | null {
  const lines = linesOf(text);
  const apt = lines.map((line) => upgradable.exec(line)?.groups).filter((one) => one !== undefined);
  if (
    apt.length > 0 ||
    lines.some((line) => /^(Listing|En train de lister|Listando|Se listează)\b.*(\.\.\.|…)/.test(line))
  )
    return { form: 'apt', candidates: apt.map(ofApt) };
  for (const [form, head, row] of tables) {
    const index = lines.findIndex((line) => head.test(line));
    if (index < 0) continue;
    const rows = lines.slice(index + 1).filter((line) => !/^[-\s]+$/.test(line) && /^\S+ +\S/.test(line));
    return { form, candidates: once(rows.map((line) => row(line.split(/\s+/)))) };
  }
  return lines.some((line) => line.startsWith('No known vulnerabilities found'))
    ? { form: 'pip-audit', candidates: [] }
    : null;
}

/** `openssl/stable-security 3.0.15-1 amd64 [upgradable from: 3.0.14-1]`, in whatever language. */
const upgradable = /^(?<name>[^/\s]+)\/(?<suite>\S+) (?<to>\S+) \S+ \[.*: (?<from>[^\]]+)\]$/;

const ofApt = ({
  name = '',
  suite = '',
  to = '',
  from = '',
}: Readonly<Record<string, string | undefined>>): Candidate => ({
  name,
  from,
  to,
  security: suite.includes('security'),
});

const plain = (line: string): Candidate => ({ name: line.slice(0, 200), from: null, to: null, security: false });

const linesOf = (text: string): readonly string[] => text.split('\n').flatMap((line) => line.trim() || []);

/** Of a package that is named several times the first. */
const once = (all: readonly Candidate[]): readonly Candidate[] =>
  [...new Map(all.toReversed().map((one) => [one.name, one])).values()].toReversed();
