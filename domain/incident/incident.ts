import type { Clock, Metric, Start } from '../clock.ts';
import type { Plan } from '../plan.ts';

export type Status = 'received' | 'triaged' | 'in_progress' | 'on_hold' | 'resolved' | 'closed' | 'cancelled';

/** An incident as it stands, without anybody's words. Instants are epoch ms. */
export interface Incident {
  readonly reference: string;
  readonly plan: string;
  readonly planVersion: number;
  readonly type: string;
  /** Who noticed: decides what counts as a response. */
  readonly source: 'monitor' | 'requester';
  readonly severity: string;
  readonly customer: string | null;
  readonly tier: string | null;
  readonly service: string | null;
  /** How much is affected: one of the plan's impacts. */
  readonly impact: string | null;
  readonly category: string | null;
  /** The level of support that has it; null where the plan has none. */
  readonly level: string | null;
  readonly assignee: string | null;
  readonly status: Status;
  /** Since when it has this status. */
  readonly statusSince: number;
  /** Since when somebody has it in hand; null again once a promise is broken. */
  readonly acknowledgedAt: number | null;
  /** A mark beside the status; acknowledging clears it. */
  readonly escalated: Escalated | null;
  /** Those told answer each for themselves, and this escalation policy holds whatever its severity. */
  readonly rollCall?: string;
  /** Of a preventive action the escalation policy of its incident: who hears there of a late post-mortem hears when this is late. */
  readonly overseenBy?: string;
  /** The escalation policy and the runbook that its alert brings, in place of the severity's and besides the others. */
  readonly policy?: string;
  readonly runbook?: string;
  /** It is what many at once have become: it is over when they all are. */
  readonly storm?: true;
  /** The incident that many at once have become: that one pages, this one does not. */
  readonly pagedBy?: string;
  /** Who of those told has not answered yet; absent where it is no roll call. */
  readonly awaited?: readonly string[];
  readonly openedAt: number;
  readonly resolvedAt: number | null;
  /** How often it has been resolved: more than once, it was reopened in between. */
  readonly resolutions: number;
  /** When everything promised about it is done and it can no longer be reopened. */
  readonly endedAt: number | null;
  /** When it leaves hold by itself. */
  readonly holdUntil: number | null;
  /** Every hold so far, and the time before each reopening; the last one is open while it is on hold. */
  readonly holds: readonly Hold[];
  /** Since when promises count from what has happened already. */
  readonly anchors: Readonly<Partial<Record<Start, number>>>;
  readonly clocks: readonly Clock[];
  /** Since when what is promised once is done, whether it was promised then or not. */
  readonly kept: Readonly<Record<Metric, number>>;
  /** How many clocks of a metric it has had. */
  readonly rounds: Readonly<Record<Metric, number>>;
  /** Since when its policy pages: opened, reopened, under another severity, or a promise broken. No step is due before. */
  readonly pagingSince: number;
  /** The steps of escalation policies already taken, by `stepKey`. */
  readonly taken: Readonly<Record<string, Taken>>;
  /** Of policies that were begun anew, by their name. */
  readonly passes?: Readonly<Record<string, Pass>>;
  /** When a person last did anything to it. */
  readonly workedAt?: number;
  /** Until when nobody is paged, though nobody has acknowledged. */
  readonly snoozedUntil: number | null;
  /** What is counted for the figures: owners it was taken from, hand-overs between levels, letters of the requester. */
  readonly tally: Tally;
  /** A call or a video with the requester that is still to come. */
  readonly appointment: Appointment | null;
  /** A workaround that keeps the promise to resolve as soon as the requester was told: the key of its event. */
  readonly untold: string | null;
  /** The phase of the work that it is in; null: its plan has none for it, or all are done. */
  readonly phase: string | null;
  /** The phases that it has been in, or that were done without that, by name. */
  readonly phases: Readonly<Record<string, Stay>>;
  /** In which phase it was when it was resolved or cancelled last: there it goes on when it is reopened. */
  readonly leftIn: string | null;
  /** How many messages of each row of the plan's communication have gone out, by its number. */
  readonly announced: Readonly<Record<string, number>>;
  /** Resolved, and whom it concerns is still to be told which version has the solution. */
  readonly awaitsRelease: boolean;
  /** The reference of the incident that this one repeats. */
  readonly duplicateOf: string | null;
  /** The tickets of what is done so that it does not happen again: it does not end before they do. */
  readonly actions?: readonly string[];
  /** How many of them were still open when that was last looked at. */
  readonly unfinished?: number;
  /** When it was found that it cannot end yet. */
  readonly lookedAt?: number;
  /** The integrations that page somebody for it, and so hear how it goes on. */
  readonly paged?: readonly string[];
  readonly lastEventAt: number;
  /** What the present change has added; written with it, then empty again. */
  readonly events: readonly Event[];
}

/** Time on hold, [from, to) in epoch ms; `to` is null while it lasts. */
export interface Hold {
  readonly from: number;
  readonly to: number | null;
  /** The name in the plan of what made it wait; null: of no particular kind. */
  readonly pause: string | null;
  /** Which clocks stand still; null: all. */
  readonly stops: readonly Metric[] | null;
}

/** How a phase of the work went. */
export interface Stay {
  /** The last time. */
  readonly enteredAt: number;
  readonly doneAt: number | null;
  /** How often it was entered: more than once, somebody went back to it. */
  readonly times: number;
  /** Whether it was told that it takes longer than it should. */
  readonly overran: boolean;
}

/** One pass through an escalation policy: which one it is, since when it counts, and what began it. */
export interface Pass {
  readonly number: number;
  readonly since: number;
  readonly why: 'opening' | 'level' | 'lapsed';
}

export interface Tally {
  readonly reassignments: number;
  readonly handovers: number;
  readonly replies: number;
}

export interface Appointment {
  readonly at: number;
  readonly minutes: number;
  /** How often it was moved: what an invitation calls its sequence. */
  readonly sequence: number;
}

export interface Escalated {
  readonly since: number;
  readonly why: string;
}

/** A step that was taken. */
export interface Taken {
  /** When the first time was due. */
  readonly dueAt: number;
  /** How many of its times are over, the first and those that were missed included. */
  readonly times: number;
  /** Whether it is not repeated any more. */
  readonly quiet: boolean;
  /** When there was nobody to tell: it is over. */
  readonly skippedAt?: number;
}

/** Something that happened. `key` is unique within the incident, whatever is retried; `dueAt` is when it should have happened. */
export interface Event {
  readonly key: string;
  readonly kind: string;
  readonly at: number;
  readonly dueAt: number | null;
  /** A person of the plan, `admin`, `requester`, or null for Guardia itself. */
  readonly by: string | null;
  /** Codes and numbers only. */
  readonly data: Readonly<Record<string, Code>>;
  /** People's own words: kept apart, so that they can be erased. */
  readonly text: Readonly<Record<string, string>>;
  /** Who is to be told: people of the plan, `requester`, `watchers`, `affected`, `subscribers`, `integration:slack`. */
  readonly notify: readonly string[];
  /** By which channels, of those who are not told by mail alone. */
  readonly via?: Readonly<Record<string, readonly string[]>>;
}

/** A code or a number, or several: never a name, an address or anybody's words. */
export type Code = string | number | boolean | null | readonly Code[] | { readonly [key: string]: Code };

/** What somebody does to an incident: who, when, and a key that makes doing it twice harmless. */
export interface Act {
  readonly key: string;
  /** Null: Guardia itself, because another system says so. */
  readonly by: string | null;
  readonly at: number;
}

/** An act that the rules refuse as things stand. The message says what was refused and when it would be possible. */
export class ActRefused extends Error {}

/** A value that can't be, such as one the plan does not have. The message says which, and what would be right. */
export class UnknownValue extends Error {
  readonly field: string;
  constructor(field: string, message: string) {
    super(message);
    this.field = field;
  }
}

export const openStatuses: readonly Status[] = ['received', 'triaged', 'in_progress', 'on_hold'];

/** Not resolved, closed or cancelled: what lists, backlog and deduplication count. */
export const isOpen = ({ status }: Pick<Incident, 'status'>): boolean => openStatuses.includes(status);

/** Who follows it from outside: the requester, where somebody asked, watchers and whom it affects. */
export const outsiders = ({ source }: Pick<Incident, 'source'>): string[] => [
  ...(source === 'requester' ? ['requester'] : []),
  'watchers',
  'affected',
];

type NewEvent = Pick<Event, 'key' | 'kind' | 'at'> & Partial<Event>;

/** The incident with one more event. Its instant is never before the last one's. */
export function withEvent(incident: Incident, event: NewEvent): Incident {
  const at = Math.max(event.at, incident.lastEventAt);
  const whole: Event = { dueAt: null, by: null, data: {}, text: {}, notify: [], ...event, at };
  return { ...incident, lastEventAt: at, events: [...incident.events, whole] };
}

/** The incident with the event of an act. */
export const happened = (incident: Incident, act: Act, kind: string, more: Partial<Event> = {}): Incident =>
  withEvent(incident, { ...act, kind, ...more });

/** `value` if `choices` has it; else throws `UnknownValue` for `field`, saying what there is. */
export function known(field: string, value: string, choices: readonly string[], what = field): string {
  if (choices.includes(value)) return value;
  const offer = choices.length === 0 ? 'the plan has none' : `it is one of ${choices.join(', ')}`;
  throw new UnknownValue(field, `There is no ${what} "${value}" in this plan: ${offer}.`);
}

/** `severity` if tickets of `type` have it; else throws `UnknownValue`, saying which they have. */
export function knownSeverity({ severities }: Plan, severity: string, type: string): string {
  known('severity', severity, Object.keys(severities));
  const its = Object.keys(severities).filter((id) => severities[id]!.types?.includes(type) ?? true);
  if (its.includes(severity)) return severity;
  const offer = its.length === 0 ? 'it has none' : `it has ${its.join(', ')}`;
  throw new UnknownValue('severity', `The type "${type}" has no severity "${severity}" in this plan: ${offer}.`);
}
