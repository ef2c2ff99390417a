import type { Verb } from '../../domain/incident/lifecycle.ts';
import type { Clock, Incident } from '../answers.ts';
import { local, paint, plain, table, zone } from '../terminal.ts';

import { target } from '../plan/impact.ts';

import { usage } from './flags.ts';

/** An incident for people: facts, clocks, what comes next, what can be done. */
export const overview = (incident: Incident): string[] => [
  paint('bold', `${incident.reference}  ${plain(incident.title)}`),
  ...indented(table(facts(incident))),
  ...chapter('Linked', table(incident.relations.map(related))),
  ...chapter('Clocks', table(incident.clocks.map(clock)).map(coloured(incident.clocks))),
  ...chapter('Phases', phases(incident)),
  ...chapter('Next', [
    incident.next === null ? 'nothing until a person acts' : `${local(incident.next.at)}  ${incident.next.what}`,
  ]),
  ...chapter(
    'Possible acts',
    incident.acts.map(({ verb }) => usage(verb as Verb)),
  ),
  '',
  `Times in ${zone}.`,
];

/** Its status, and whether it is escalated or acknowledged. */
export const standing = ({ status, escalated, acknowledgedAt, undecidable }: Incident): string =>
  [
    status.replace('_', ' '),
    ...(undecidable ? ['cannot be decided'] : []),
    ...(escalated === null ? [] : [`escalated (${escalated.why})`]),
    ...(acknowledgedAt === null ? [] : ['acknowledged']),
  ].join(', ');

export const chapter = (title: string, lines: readonly string[]): string[] =>
  lines.length === 0 ? [] : ['', paint('bold', title), ...indented(lines)];

/** A little further in. */
export const indented = (lines: readonly string[]): string[] => lines.map((line) => `  ${line}`);

function facts(incident: Incident): [string, string][] {
  const { requester, fields } = incident;
  const all: [string, string | null][] = [
    ['plan', `${incident.plan}, version ${incident.planVersion}`],
    ['severity', incident.severity],
    ['status', standing(incident)],
    ['type', incident.type],
    ['service', incident.service],
    ['category', incident.category],
    ['impact', incident.impact],
    ['channel', incident.channel],
    ['customer', incident.customer],
    ['tier', incident.tier],
    ['level', incident.level],
    ['assignee', incident.assignee],
    ['requester', requester && [requester.name, `<${requester.email}>`].filter(Boolean).join(' ')],
    ['opened', local(incident.openedAt)],
    ['acknowledged', local(incident.acknowledgedAt)],
    ['on hold', waiting(incident.hold)],
    ['nobody is paged', incident.snoozedUntil && `until ${local(incident.snoozedUntil)}`],
    ['appointment', appointed(incident.appointment)],
    ['resolved', local(incident.resolvedAt)],
    ['ended', local(incident.endedAt)],
    ['duplicate of', incident.duplicateOf],
    ['release', incident.awaitsRelease ? 'awaited' : null],
    ['dedup key', incident.dedupKey],
    ['runbooks', guides(incident.runbooks)],
    ['articles', guides(incident.articles)],
    ...Object.entries(fields).map(([name, value]): [string, string] => [name, said(value)]),
    ['version', `${incident.version}`],
    ['description', incident.description],
  ];
  return all.flatMap(([name, value]) => (value ? [[plain(name), plain(value)]] : []));
}

function waiting(hold: Incident['hold']): string | null {
  if (hold === null) return null;
  const { pause, since, until, stops } = hold;
  return [
    ...(pause === null ? [] : [`for ${pause}`]),
    `since ${local(since)}`,
    ...(until === null ? [] : [`until ${local(until)}`]),
    `${stops === null ? 'every clock' : stops.join(', ') || 'no clock'} stands still`,
  ].join(', ');
}

const appointed = (one: Incident['appointment']): string | null => one && `${local(one.at)}, ${one.minutes} minutes`;

const said = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));

const related = ({ as, to, title, status }: Incident['relations'][number]): string[] => [
  as,
  plain(to),
  status?.replace('_', ' ') ?? '',
  plain(title ?? ''),
];

const guides = (all: Incident['runbooks']): string => all.map(({ name, title }) => `${name} (${title})`).join(', ');

const marks = { done: '✓', current: '▶', ahead: ' ', skipped: '–' } as const;

/** Every phase in a line, and what is to be done in the one that it is in. */
const phases = ({ phase, phases: all }: Incident): string[] =>
  all.flatMap((one) => [
    `${marks[one.state]} ${plain(one.title)}${one.neededToClose ? ' (needed to close)' : ''}`,
    ...(one.state === 'current' && phase !== null ? box(phase) : []),
  ]);

const box = ({ since, endsAt, overran, steps, owner }: NonNullable<Incident['phase']>): string[] => [
  [
    `    since ${local(since)}`,
    ...(endsAt === null ? [] : [`${overran ? 'should have been done by' : 'to be done by'} ${local(endsAt)}`]),
    ...(owner.length === 0 ? [] : [`led by ${owner.join(', ')}`]),
  ].join(', '),
  ...steps.map((step) => `    - ${plain(step)}`),
];

const clock = (one: Clock): string[] => [
  one.metric,
  one.state,
  one.dueAt === null ? '' : `due ${local(one.dueAt)}`,
  one.breachedAt === null ? '' : `breached ${local(one.breachedAt)}`,
  one.fulfilledAt === null ? '' : `done ${local(one.fulfilledAt)}`,
  `${target(one.target)} ${one.calendar}, by ${one.rule}`,
];

const colours = { breached: 'red', paused: 'yellow', met: 'green', running: 'reset', stopped: 'reset' } as const;

const coloured = (clocks: readonly Clock[]) => (line: string, index: number) =>
  paint(colours[clocks[index]!.state], line);
