import type { Plan } from '../domain/plan.ts';
import { accept } from './accept.ts';
import { buildAddresses, buildCalendars, buildContacts, buildPlan } from './build.ts';
import type { Contact, CustomerAddress } from './build.ts';
import type { CalendarSource } from './calendar.ts';
import { check } from './check.ts';
import { readDraft } from './draft.ts';
import { refuses } from './finding.ts';
import type { Finding, Problem } from './finding.ts';
import { isHollow } from './hollow.ts';
import type { Json } from './json.ts';
import { parse } from './parse.ts';
import { recorded } from './recorded.ts';
import { rules } from './rules.ts';
import type { RuleId } from './rules.ts';
import { Settings } from './settings.ts';
import type { Environment } from './settings.ts';
import { withoutContacts } from './written.ts';
import { walk, writtenPath } from './walk.ts';

/** A plan file that can be applied. */
export interface Compiled {
  /** Version 0: whoever applies it numbers it. */
  readonly plan: Plan;
  readonly people: readonly Contact[];
  readonly addresses: readonly CustomerAddress[];
  /** By name; plain JSON, `always` among them. `compileCalendars` turns them into instants. */
  readonly calendars: Readonly<Record<string, CalendarSource>>;
  /** The plan as it is written, every `${NAME}` as such, without anybody's contacts. */
  readonly written: Json;
}

export interface Compilation {
  /** In the order of the text; at most 200. */
  readonly findings: readonly Finding[];
  /** There if and only if no finding is an error. */
  readonly compiled: Compiled | undefined;
}

/** What a plan may refer to outside of itself. */
export interface Surroundings {
  readonly env: Environment;
  /** Whether there is a file of this path, seen from the plan's folder. */
  readonly has: (path: string) => boolean;
  /** Epoch ms; changes of clocks are looked for in the two years from then. Now where it is left out. */
  readonly nowAt?: number;
}

const mostFindings = 200;

/** Reads, checks and compiles a plan file. It never throws: whatever is wrong is a finding, and all are found at once. */
export function compilePlan(text: string, file: string, { env, has, nowAt = Date.now() }: Surroundings): Compilation {
  const source = parse(text, file);
  if (!source.readable) return { findings: source.findings.slice(0, mostFindings), compiled: undefined };
  const { problems, draft, plan } = readDraft(source.value);
  const settings = new Settings(env);
  const compiled = plan && {
    plan: buildPlan(plan, settings),
    people: buildContacts(plan, settings),
    addresses: buildAddresses(plan, settings),
    calendars: buildCalendars(plan),
    written: withoutContacts(source.value as Json),
  };
  settings.noteOthers(walk(source.value));
  const others = [...problems, ...check(draft, { has, nowAt }), ...settings.problems].map((one) =>
    asWritten(one, source.value),
  );
  const notes = recorded(source.value);
  const placed = gravest([...others, ...notes]).map(source.locate);
  const found = [...source.findings, ...placed.filter((one) => !isHollow(one, source.findings))];
  const refused = refuses(found);
  // Behind an error, and beyond the most findings, there may be one that an acceptance waits for.
  const accepted = accept(text, file, found, !refused && others.length < mostFindings);
  const findings = gravest(accepted).toSorted((a, b) => a.line - b.line || a.col - b.col);
  return { findings, compiled: refused ? undefined : compiled };
}

const asWritten = (one: Problem, value: unknown): Problem => ({
  ...one,
  path: writtenPath(value, one.path),
  ...(one.related !== undefined && { related: writtenPath(value, one.related) }),
});

/** Where there are too many, none that is left out is worse than one that stays. */
function gravest<T extends { readonly rule: RuleId }>(all: readonly T[]): readonly T[] {
  const rank = ({ rule }: T): number => severities.indexOf(rules[rule][0]);
  return all.toSorted((a, b) => rank(a) - rank(b)).slice(0, mostFindings);
}

const severities = ['error', 'warning', 'note'];
