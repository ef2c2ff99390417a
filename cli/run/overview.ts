import { runBodies } from '../../api/schemas/run-bodies.ts';
import type { RunVerb } from '../../domain/procedure/acts.ts';
import type { Run, RunStep } from '../answers.ts';
import { optionsOf, usageOf } from '../asked.ts';
import { chapter, indented } from '../incident/overview.ts';
import { local, paint, plain, table, zone } from '../terminal.ts';

/** A run for people: facts, its steps, what comes next, what can be done. */
export const runOverview = (run: Run): string[] => [
  paint('bold', `${run.reference}  ${plain(run.title)}`),
  ...indented(table(facts(run))),
  ...chapter('Steps', run.steps.flatMap(step)),
  ...chapter(
    'Files',
    run.files.map(({ step: of, name, size, digest }) => `${of}  ${plain(name)}  ${size} bytes  sha256 ${digest}`),
  ),
  ...chapter('Next', [run.next === null ? waitsFor(run) : `${local(run.next.at)}  ${run.next.what}`]),
  ...chapter('Possible acts', acts(run)),
  '',
  `Times in ${zone}.`,
];

const ended = ['done', 'failed', 'undone', 'cancelled'];

/** Whether nothing more happens in it by itself. */
export const isOver = ({ status }: Run): boolean => ended.includes(status);

const waitsFor = (run: Run): string =>
  isOver(run) ? 'nothing: it is over' : 'nothing that is known; it waits for a person or a machine';

function facts(run: Run): [string, string][] {
  const all: [string, string | null][] = [
    ['plan', `${run.plan}, version ${run.planVersion}`],
    ['procedure', run.procedure],
    ['status', run.status],
    ['begun', `${local(run.startedAt)}, ${run.why}`],
    ['for', run.incident],
    ['called by', run.parent],
    ['should be done', run.dueAt && `by ${local(run.dueAt)}`],
    ['goes on', run.pausedUntil && local(run.pausedUntil)],
    ['ended', run.endedAt && local(run.endedAt)],
    ...Object.entries(run.answers).map(([name, value]): [string, string] => [name, value]),
  ];
  return all.flatMap(([name, value]) => (value ? [[plain(name), plain(value)]] : []));
}

const marks: Readonly<Record<RunStep['status'], string>> = {
  waiting: ' ',
  ready: '▶',
  running: '…',
  done: '✓',
  failed: '✗',
  unknown: '?',
  skipped: '–',
  undoing: '…',
  undone: '↩',
};

const step = (one: RunStep): string[] => [
  [`${marks[one.status]} ${one.name}`, one.status, plain(one.title), ...standing(one)].join('  '),
  ...(one.kind === 'do' ? one.what : one.what.filter((line) => line !== one.title)).map(
    (line, index) => `    ${tick(one, index)}${plain(line)}`,
  ),
];

const tick = ({ kind, ticked, status }: RunStep, index: number): string =>
  kind === 'do' ? `${index + 1}. [${ticked.includes(index) || status === 'done' ? 'x' : ' '}] ` : '';

const standing = (one: RunStep): string[] => [...hadHere(one), ...(open.includes(one.status) ? comesHere(one) : [])];

const open: readonly string[] = ['ready', 'running', 'undoing', 'waiting'];

const hadHere = ({ doneBy, child, data: { why } }: RunStep): string[] => [
  ...(typeof why === 'string' ? [`(${plain(why)})`] : []),
  ...(child === null ? [] : [`see ${child}`]),
  ...(doneBy === null ? [] : [`by ${doneBy}`]),
];

const comesHere = ({ owner, takenBy, dueAt, fromAt }: RunStep): string[] => [
  ...(owner.length > 0 ? [`for ${takenBy ?? owner.join(', ')}`] : []),
  ...(fromAt === null ? [] : [`from ${local(fromAt)}`]),
  ...(dueAt === null ? [] : [`due ${local(dueAt)}`]),
];

const acts = (run: Run): string[] => [
  ...run.steps.flatMap((one) =>
    one.acts.map(({ verb }) =>
      usageOf(verb, optionsOf(runBodies[verb as RunVerb])).replace(/--step <\w+>/, `--step ${one.name}`),
    ),
  ),
  ...run.acts.map(({ verb }) => usageOf(verb, optionsOf(runBodies[verb as RunVerb]))),
];
