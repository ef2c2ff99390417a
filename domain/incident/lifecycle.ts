import { ActRefused, openStatuses } from './incident.ts';
import type { Incident, Status } from './incident.ts';

export type Verb = keyof typeof lifecycle;

interface Rule {
  readonly from: readonly Status[];
  /** The status afterwards; absent where it stays. */
  readonly to?: Status;
  /** What the act cannot do without. */
  readonly needs: readonly string[];
  /** What must hold besides the status, and how to say it. */
  readonly while?: { readonly holds: (incident: Incident) => boolean; readonly words: string };
}

const finished: readonly Status[] = ['resolved', 'closed'];

const unacknowledged = {
  holds: ({ acknowledgedAt, rollCall }: Incident) => acknowledgedAt === null || rollCall !== undefined,
  words: 'not yet acknowledged',
};
const running = { holds: ({ endedAt }: Incident) => endedAt === null, words: 'not yet ended' };
const owed = {
  holds: ({ clocks }: Incident) => clocks.some((one) => one.metric === 'postmortem' && one.fulfilledAt === null),
  words: 'owed a post-mortem',
};

/** The life of an incident: which act is possible in which status, and where it leads. */
export const lifecycle = {
  triage: { from: ['received', 'triaged'], to: 'triaged', needs: [] },
  acknowledge: { from: openStatuses, needs: [], while: unacknowledged },
  assign: { from: openStatuses, needs: ['to'] },
  start: { from: ['received', 'triaged'], to: 'in_progress', needs: [] },
  hold: { from: ['in_progress'], to: 'on_hold', needs: ['reason'] },
  resume: { from: ['on_hold'], to: 'in_progress', needs: [] },
  comment: { from: [...openStatuses, ...finished], needs: ['text'] },
  resolve: { from: openStatuses, to: 'resolved', needs: ['note'] },
  close: { from: ['resolved'], to: 'closed', needs: [] },
  reopen: { from: finished, to: 'in_progress', needs: ['reason'], while: running },
  postmortem: { from: finished, needs: ['rootCause', 'lessons'], while: owed },
} satisfies Record<string, Rule>;

const rules: Readonly<Record<Verb, Rule>> = lifecycle;

/** What can be done to it now, and what each act needs. */
export const possibleActs = (incident: Incident): { verb: Verb; needs: readonly string[] }[] =>
  (Object.keys(rules) as Verb[])
    .filter((verb) => allowed(verb, incident))
    .map((verb) => ({ verb, needs: rules[verb].needs }));

/** The incident in the status that `verb` leads to. Throws `ActRefused` with the rule's sentence where it is not possible. */
export function step(verb: Verb, incident: Incident): Incident {
  if (!allowed(verb, incident)) throw refusal(verb, incident);
  return { ...incident, status: rules[verb].to ?? incident.status };
}

const allowed = (verb: Verb, incident: Incident): boolean =>
  rules[verb].from.includes(incident.status) && (rules[verb].while?.holds(incident) ?? true);

function refusal(verb: Verb, incident: Incident): ActRefused {
  const { from, while: also } = rules[verb];
  const possible = from.length === openStatuses.length ? 'open' : from.map(words).join(' or ');
  const when = also === undefined ? possible : `${possible} and ${also.words}`;
  return new ActRefused(
    `Cannot ${verb} ${incident.reference}: it is ${standing(incident)}; this is possible while it is ${when}.`,
  );
}

function standing({ status, acknowledgedAt, endedAt }: Incident): string {
  if (endedAt !== null) return `${words(status)} and ended`;
  return acknowledgedAt === null ? words(status) : `${words(status)} and acknowledged`;
}

const words = (status: Status): string => status.replace('_', ' ');
