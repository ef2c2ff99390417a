import type { Procedure, Step, StepAct } from '../../domain/plan/procedures.ts';
import type { Target } from '../../domain/clock.ts';
import type { Tell } from '../../domain/plan/people.ts';
import type { Promise } from '../../domain/plan/promises.ts';
import { conditionsOf } from '../conditions.ts';
import { mapFields } from '../json.ts';
import type { Chapter, Written } from '../schema.ts';
import type { Settings } from '../settings.ts';
import { promise } from '../target-rows.ts';
import { tellOf } from '../tell.ts';

import type { Deriver } from './index.ts';
import { plainStep } from './plain.ts';

type WrittenProcedure = Chapter<'procedures'>[string];
type WrittenStep = WrittenProcedure['steps'][number];

/** Those of the chapter `procedures`. */
export const writtenProcedures: Deriver = (written, settings) =>
  mapFields(written.procedures ?? {}, (one, name) => procedureOf(one, name, written, settings));

function procedureOf(one: WrittenProcedure, name: string, written: Written, settings: Settings): Procedure {
  const say = sayer(settings, ['procedures', name]);
  const owner = told(one.owner, written);
  return {
    title: say(one.title, 'title') ?? name,
    description: say(one.description, 'description'),
    owner,
    withinMs: one.within ?? null,
    when: conditionsOf(one.when ?? {}),
    asks: mapFields(one.asks ?? {}, (text, key) => say(text, 'asks', key)),
    triggers: (one.triggers ?? []).map((text, index) => say(text, 'triggers', index)),
    during: one.while === undefined ? null : { procedure: one.while.procedure, days: one.while.on ?? null },
    startsOn: one.starts ?? null,
    steps: one.steps.map((step, index) => stepOf(step, index, { procedure: one, owner, written, say })),
    opens: null,
    service: null,
    ...(one.postmortem !== undefined && { postmortem: owed(one.postmortem, name, written) }),
  };
}

/** Business days are those of the first calendar of the plan. */
const owed = (target: Target, name: string, { calendars = {} }: Written): Promise =>
  promise(target, 'ms' in target ? undefined : Object.keys(calendars)[0], `procedures.${name}.postmortem`);

interface Around {
  readonly procedure: WrittenProcedure;
  readonly owner: readonly Tell[];
  readonly written: Written;
  readonly say: ReturnType<typeof sayer>;
}

function stepOf(one: WrittenStep, index: number, around: Around): Step {
  const say: Around['say'] = (text, ...path) => around.say(text, 'steps', index, ...path);
  const name = nameOf(one, index);
  const above = index === 0 ? [] : [nameOf(around.procedure.steps[index - 1]!, index - 1)];
  const act = actOf(one, around.written);
  return {
    name,
    title: say(one.title, 'title') ?? titleOf(act, around.written) ?? name,
    act,
    ...plainStep,
    ...withoutAbsent({
      description: say(one.description, 'description') ?? undefined,
      after: one.after ?? above,
      days: one.on,
      owner: one.owner === undefined ? around.owner : told(one.owner, around.written),
      withinMs: one.within,
      escalation: one.escalation,
      gives: one.gives,
      criteria: one.criteria,
      onFailure: one['on failure'],
      undo: one.undo,
      undoWithinMs: one['undo takes'],
      retry: one.retry,
      idempotent: one.idempotent,
      runsOn: one['runs on'],
      notBy: one['not by'],
    }),
  };
}

type Present<T> = { readonly [K in keyof T]?: Exclude<T[K], undefined> };

const withoutAbsent = <T extends object>(fields: T): Present<T> =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Present<T>;

/** A step without a name is known by its place. */
export const nameOf = ({ name }: { readonly name?: string | undefined }, index: number): string =>
  name ?? `step-${index + 1}`;

/** What it does, where that is a single line, or the title of what it is done to. */
function titleOf(act: StepAct, written: Written): string | null {
  const [chapter, name] = concerned(act);
  if (chapter !== null) return written[chapter]?.[name]?.title ?? name;
  return act.kind === 'do' && act.items.length > 1 ? null : lineOf(act);
}

function lineOf(act: StepAct): string | null {
  if (act.kind === 'do') return act.items[0] ?? null;
  if (act.kind === 'decide') return act.question;
  if (act.kind === 'run') return act.command.join(' ');
  return act.kind === 'approve' || act.kind === 'flag' ? act.what : null;
}

type Concerned = readonly ['checks' | 'backups' | 'procedures', string] | readonly [null];

/** The entry of the plan that a step is about. */
function concerned(act: StepAct): Concerned {
  if (act.kind === 'check') return ['checks', act.check];
  if (act.kind === 'call') return ['procedures', act.procedure];
  return act.kind === 'backup' || act.kind === 'restore' ? ['backups', act.backup] : [null];
}

type Acting = {
  readonly [K in keyof WrittenStep]-?: (
    value: NonNullable<WrittenStep[K]>,
    written: Written,
    step: WrittenStep,
  ) => StepAct;
};

const acts: Pick<
  Acting,
  | 'do'
  | 'decide'
  | 'approve'
  | 'run'
  | 'check'
  | 'sql'
  | 'http'
  | 'wait'
  | 'tell'
  | 'maintenance'
  | 'degraded'
  | 'flag'
  | 'open'
  | 'call'
  | 'backup'
  | 'restore'
> = {
  do: (items) => ({ kind: 'do', items }),
  decide: (question) => ({ kind: 'decide', question }),
  approve: (what) => ({ kind: 'approve', what }),
  run: (command) => ({ kind: 'run', command }),
  check: (check) => ({ kind: 'check', check }),
  sql: (query, _, { database }) => ({ kind: 'sql', query, database: database ?? null }),
  http: (url) => ({ kind: 'http', url }),
  wait: (ms) => (ms === 'window' ? { kind: 'window' } : { kind: 'wait', ms }),
  tell: (who, written, { template }) => ({ kind: 'tell', tell: told(who, written), template: template ?? null }),
  maintenance: (mode) => ({ kind: 'maintenance', on: mode === 'on' }),
  degraded: (mode) => ({ kind: 'degraded', on: mode === 'on' }),
  flag: (what) => ({ kind: 'flag', what }),
  open: (severity) => ({ kind: 'open', severity }),
  call: (procedure) => ({ kind: 'call', procedure }),
  backup: (backup) => ({ kind: 'backup', backup }),
  restore: (backup) => ({ kind: 'restore', backup }),
};

/** The schema lets a step do one thing. */
function actOf(step: WrittenStep, written: Written): StepAct {
  const key = (Object.keys(acts) as (keyof typeof acts)[]).find((one) => step[one] !== undefined)!;
  const act = acts[key] as (value: unknown, written: Written, step: WrittenStep) => StepAct;
  return act(step[key], written, step);
}

/** Who is behind it. */
export const told = (who: readonly string[] | undefined, written: Written): readonly Tell[] =>
  (who ?? []).flatMap((one) => tellOf(one, written));

type Segment = string | number;

/** Texts with what the environment puts into them; as they are written where that is not configured. */
const sayer =
  (settings: Settings, path: readonly Segment[]) =>
  <T extends string | undefined>(text: T, ...rest: Segment[]): T extends string ? string : string | null =>
    (text === undefined ? null : (settings.resolve(text, [...path, ...rest]) ?? text)) as never;
