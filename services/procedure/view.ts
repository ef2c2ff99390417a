import type { Selectable } from 'kysely';

import type { evidenceOf } from '../../db/evidence.ts';
import type { RunRow } from '../../db/schema/work.ts';
import type { Rules } from '../../domain/plan.ts';
import type { StepAct } from '../../domain/plan/procedures.ts';
import { refusal, runActs } from '../../domain/procedure/acts.ts';
import type { RunVerb } from '../../domain/procedure/acts.ts';
import { maintainedUntil } from '../../domain/procedure/boxes.ts';
import { foreseen } from '../../domain/procedure/due.ts';
import { isByPeople, procedureOf, standingsOf } from '../../domain/procedure/run.ts';
import type { Run, Standing } from '../../domain/procedure/run.ts';
import { doersOf } from '../../domain/procedure/whom.ts';

/** A run as people and other systems see it. Instants are epoch ms. */
export type RunView = ReturnType<typeof viewOf>;

/** As it stands at `now`; `evidence` is of any runs. */
export function viewOf(rules: Rules, row: Selectable<RunRow>, now: number, evidence: readonly Given[]) {
  const run: Run = row.state;
  const procedure = procedureOf(rules, run);
  const answered = answering(row.answers);
  const next = foreseen(rules, run);
  return {
    reference: run.reference,
    plan: run.plan,
    planVersion: run.planVersion,
    procedure: run.procedure,
    title: procedure.title,
    description: procedure.description === null ? null : answered(procedure.description),
    why: run.why.kind,
    incident: run.incident,
    parent: row.parent,
    status: run.status,
    statusSince: run.statusSince,
    startedAt: run.startedAt,
    endedAt: run.endedAt,
    pausedUntil: run.pausedUntil,
    dueAt: procedure.withinMs === null ? maintainedUntil(rules, run) : run.startedAt + procedure.withinMs,
    version: row.version,
    answers: row.answers,
    next: next && { at: next.dueAt, what: next.what },
    steps: standingsOf(rules, run).map((one) => stepView(rules, run, one, { answered, now })),
    files: evidence.filter((one) => one.run === run.reference).map(fileView),
    acts: (Object.keys(runActs) as RunVerb[])
      .filter((verb) => runActs[verb].step === undefined && refusal(rules, run, verb, undefined) === null)
      .map(offered),
    timezone: rules.plan.timezone,
    locale: rules.plan.locale,
  };
}

type Given = Awaited<ReturnType<typeof evidenceOf>>[number];

const fileView = ({ id, step, event_key: event, name, type, size, digest, at }: Given) => ({
  id,
  step,
  event,
  name,
  type,
  size,
  digest,
  at,
});

interface Seeing {
  readonly answered: (text: string) => string;
  readonly now: number;
}

function stepView(rules: Rules, run: Run, one: Standing, { answered, now }: Seeing) {
  const { step, state } = one;
  const days = run.days[step.name];
  const box = step.withinMs === null || state.readyAt === null ? null : state.readyAt + step.withinMs;
  return {
    name: step.name,
    title: answered(step.title),
    description: step.description === null ? null : answered(step.description),
    kind: step.act.kind,
    byPeople: isByPeople(step),
    what: whatOf(step.act).map(answered),
    ticked: [...state.ticked],
    status: state.status,
    since: state.since,
    readyAt: state.readyAt,
    dueAt: box ?? days?.untilAt ?? null,
    fromAt: days?.fromAt ?? null,
    notBefore: state.notBefore,
    attempts: state.attempts,
    after: [...step.after],
    owner: [...doersOf(rules, one, now)],
    takenBy: state.takenBy,
    doneBy: state.doneBy,
    child: state.child,
    runsOn: step.runsOn,
    gives: step.gives.map(answered),
    criteria: step.criteria.map(answered),
    undo: step.undo === null ? [] : step.undo.map(answered),
    data: state.data as Readonly<Record<string, string | number | boolean | null>>,
    acts: (Object.keys(runActs) as RunVerb[])
      .filter((verb) => runActs[verb].step !== undefined && refusal(rules, run, verb, step.name) === null)
      .map(offered),
  };
}

const offered = (verb: RunVerb) => ({ verb, needs: [...runActs[verb].needs], may: [...(runActs[verb].may ?? [])] });

/** Texts with what was answered when the run was begun. */
const answering =
  (answers: Readonly<Record<string, string>>) =>
  (text: string): string =>
    text.replaceAll(/\{([^{}]*)\}/g, (whole, name: string) => answers[name] ?? whole);

/** What a step does, line by line. */
export function whatOf(act: StepAct): readonly string[] {
  const { kind: _kind, ...rest } = act;
  if (act.kind === 'do') return act.items;
  if (act.kind === 'tell') return act.template === null ? [] : [act.template];
  return Object.values(rest).flatMap((value) => (Array.isArray(value) ? [value.join(' ')] : [String(value)]));
}
