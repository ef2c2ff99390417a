import { isOwed, usualMetrics } from '../clock.ts';

import { ActRefused, openStatuses } from './incident.ts';
import type { Act, Appointment, Incident, Status } from './incident.ts';

export type Verb = keyof typeof lifecycle;

/** When an act is possible, what it says and where it leads. */
export interface Rule {
  readonly from: readonly Status[];
  /** The status afterwards; absent where it stays, or where what is said decides it. */
  readonly to?: Status;
  /** What the act cannot do without. */
  readonly needs: readonly string[];
  /** What it may say besides. */
  readonly may?: readonly string[];
  /** Whether the requester does it: `only` nobody else, `too` both. The rest is for those who work on it. */
  readonly requester?: 'only' | 'too';
  /** What must hold besides the status, and how to say it. */
  readonly while?: {
    readonly holds: (incident: Incident, at: number) => boolean;
    readonly words: string;
    /** What is the matter where it does not hold; null: its status says it. */
    readonly otherwise?: (incident: Incident, at: number) => string | null;
  };
}

const finished: readonly Status[] = ['resolved', 'closed'];
const over: readonly Status[] = [...finished, 'cancelled'];
const any: readonly Status[] = [...openStatuses, ...over];

const unacknowledged = {
  holds: ({ acknowledgedAt, rollCall }: Incident) => acknowledgedAt === null || rollCall !== undefined,
  words: 'not yet acknowledged',
};
const running = { holds: ({ endedAt }: Incident) => endedAt === null, words: 'not yet ended' };
const ownLife = {
  holds: ({ endedAt, duplicateOf }: Incident) => endedAt === null && duplicateOf === null,
  words: 'not yet ended and not merged into another',
};
const owed = {
  holds: ({ clocks }: Incident) => clocks.some((one) => one.metric === 'postmortem' && isOwed(one)),
  words: 'owed a post-mortem',
};
const promising = {
  holds: ({ clocks }: Incident) => clocks.some((one) => !usualMetrics.includes(one.metric) && isOwed(one)),
  words: 'owed something that its plan declares',
};
const inPhases = {
  holds: ({ phases }: Incident) => Object.keys(phases).length > 0,
  words: 'worked on in phases',
};
const unreleased = {
  holds: ({ awaitsRelease }: Incident) => awaitsRelease,
  words: 'waiting for a release',
};
const minuteMs = 60_000;
const endOf = ({ at, minutes }: Appointment): number => at + minutes * minuteMs;

function roughly(ms: number): string {
  const minutes = Math.floor(ms / minuteMs);
  return minutes < 120 ? `${minutes} min` : `${Math.floor(minutes / 60)} h`;
}

const agreed = {
  holds: ({ appointment }: Incident, at: number) => appointment !== null && at < endOf(appointment),
  words: 'waiting for an appointment',
  otherwise: ({ appointment }: Incident, at: number) =>
    appointment === null ? null : `its appointment has been over for ${roughly(at - endOf(appointment))}`,
};

/** The life of an incident: which act is possible in which status, and where it leads. */
export const lifecycle = {
  triage: {
    from: ['received', 'triaged'],
    to: 'triaged',
    needs: [],
    may: ['severity', 'category', 'impact', 'assignee'],
  },
  acknowledge: { from: openStatuses, needs: [], while: unacknowledged },
  assign: { from: openStatuses, needs: ['to'] },
  start: { from: ['received', 'triaged'], to: 'in_progress', needs: [] },
  hold: { from: ['in_progress'], to: 'on_hold', needs: ['reason'], may: ['pause', 'until'] },
  resume: { from: ['on_hold'], to: 'in_progress', needs: [] },
  contain: { from: openStatuses, needs: ['note'] },
  workaround: { from: openStatuses, needs: ['text'], may: ['channel'] },
  escalate: { from: openStatuses, needs: ['level', 'note'] },
  snooze: { from: openStatuses, needs: ['reason', 'until'] },
  comment: { from: any, needs: ['text'], may: ['public', 'channel'] },
  reply: { from: any, needs: ['text'], may: ['channel'], requester: 'too', while: ownLife },
  appointment: { from: openStatuses, needs: ['at', 'minutes', 'channel'], may: ['note'] },
  'cancel-appointment': { from: any, needs: ['reason'], while: agreed },
  phase: { from: [...openStatuses, 'resolved'], needs: [], may: ['to', 'note'], while: inPhases },
  verify: { from: ['in_progress', 'on_hold', 'resolved'], needs: ['note'], while: inPhases },
  resolve: { from: openStatuses, to: 'resolved', needs: ['note'], may: ['cause'] },
  close: { from: ['resolved'], to: 'closed', needs: [] },
  cancel: { from: openStatuses, to: 'cancelled', needs: ['reason'] },
  reopen: { from: over, to: 'in_progress', needs: ['reason'], requester: 'too', while: ownLife },
  reclassify: {
    from: openStatuses,
    needs: [],
    may: ['severity', 'type', 'impact', 'category', 'customer', 'service', 'retroactive'],
  },
  watch: { from: any, needs: [], may: ['person', 'email', 'name', 'as'], while: running },
  unwatch: { from: any, needs: [], may: ['person', 'email', 'name', 'as'], while: running },
  edit: { from: any, needs: [], may: ['title', 'description', 'fields'], while: running },
  link: { from: any, needs: ['to', 'as'], while: running },
  unlink: { from: any, needs: ['to'], while: running },
  release: { from: finished, needs: ['version'], while: unreleased },
  fulfil: { from: any, needs: ['clock'], may: ['note'], while: promising },
  rate: { from: finished, needs: ['score'], may: ['comment'], requester: 'only' },
  postmortem: {
    from: finished,
    needs: ['rootCause', 'lessons'],
    may: ['impact', 'factors', 'actions', 'runbooks', 'text'],
    while: owed,
  },
} satisfies Record<string, Rule>;

const rules: Readonly<Record<Verb, Rule>> = lifecycle;

/** What the one who asks can do to it at `at`, and what each act needs and may say. */
export const possibleActs = (
  incident: Incident,
  by = 'staff',
  at = incident.lastEventAt,
): { verb: Verb; needs: readonly string[]; may: readonly string[] }[] =>
  (Object.keys(rules) as Verb[])
    .filter((verb) => allowed(verb, incident, at) && mayDo(verb, by))
    .map((verb) => ({ verb, needs: rules[verb].needs, may: rules[verb].may ?? [] }));

/** The incident in the status that `verb` leads to at `at`. Throws `ActRefused` with the rule's sentence where it is not possible. */
export function step(verb: Verb, incident: Incident, { by, at }: Pick<Act, 'by' | 'at'>): Incident {
  if (!mayDo(verb, by)) throw notTheirs(verb, incident, by);
  if (!allowed(verb, incident, at)) throw refusal(verb, incident, at);
  return { ...incident, status: rules[verb].to ?? incident.status };
}

const allowed = (verb: Verb, incident: Incident, at: number): boolean =>
  rules[verb].from.includes(incident.status) && (rules[verb].while?.holds(incident, at) ?? true);

function mayDo(verb: Verb, by: string | null): boolean {
  const { requester } = rules[verb];
  return by === 'requester' ? requester !== undefined : requester !== 'only';
}

const notTheirs = (verb: Verb, { reference }: Incident, by: string | null): ActRefused =>
  new ActRefused(
    `Cannot ${verb} ${reference}: ${by === 'requester' ? 'this is for those who work on it' : 'only who asked can do this'}.`,
  );

function refusal(verb: Verb, incident: Incident, at: number): ActRefused {
  const { from, while: also } = rules[verb];
  const possible = from.length === any.length ? [] : [from === openStatuses ? 'open' : from.map(words).join(' or ')];
  const when = [...possible, ...(also === undefined ? [] : [also.words])].join(' and ');
  const matter = also?.otherwise?.(incident, at) ?? `it is ${standing(incident)}`;
  return new ActRefused(`Cannot ${verb} ${incident.reference}: ${matter}; this is possible while it is ${when}.`);
}

function standing({ status, acknowledgedAt, endedAt, duplicateOf }: Incident): string {
  if (duplicateOf !== null) return `merged into ${duplicateOf}`;
  if (endedAt !== null) return `${words(status)} and ended`;
  return acknowledgedAt === null ? words(status) : `${words(status)} and acknowledged`;
}

/** As people say it. */
export const words = (status: Status): string => status.replace('_', ' ');
