import type { Metric } from '../../domain/clock.ts';
import type { Code } from '../../domain/incident/incident.ts';
import { sayInstant } from '../../language/instant.ts';

import { capital, metricName } from './words.ts';

/** What a person of the plan, or somebody else who takes part, is called; null is Guardia itself. */
export type NameOf = (id: string | null) => string;

/** What happened, as much as words need of it. */
interface Happening {
  readonly kind: string;
  readonly data: Readonly<Record<string, Code>>;
}

/** What sentences say is no list, or only told as one. */
type Data = Readonly<Record<string, string | number | boolean | null>>;

/** What happened, in a few words. */
export const happening = ({ kind, data }: Happening, nameOf: NameOf, zone: string): string =>
  sentences[kind]?.(data as Data, nameOf, zone) ?? capital(kind.replaceAll(/[_-]/g, ' '));

type Sentence = (data: Data, nameOf: NameOf, zone: string) => string;

const sentences: Readonly<Record<string, Sentence>> = {
  opened: ({ severity }) => (severity === undefined ? 'Opened' : `Opened as ${String(severity)}`),
  escalated: (data) => `${step(data)}${data['nobody'] === true ? ': there is nobody to tell' : ''}`,
  skipped: (data) =>
    `${step(data)} left out: ${data['why'] === 'closed' ? 'its hours are over' : 'there is nobody to tell'}`,
  exhausted: () => 'Every step of the escalation policy was taken in vain',
  lapsed: () => 'The acknowledgement lapsed: nobody has done anything since',
  warned: ({ metric }) => `${metricName(metric as Metric)} warned of`,
  breached: ({ metric }) => `${metricName(metric as Metric)} overdue`,
  triaged: (data, nameOf) => {
    const { severity, assignee, ...rest } = data;
    return [
      `Triaged as ${String(severity)}`,
      ...traits(rest, ['category', 'impact']),
      ...(assignee == null ? [] : [`for ${nameOf(String(assignee))}`]),
    ].join(', ');
  },
  assigned: ({ to }, nameOf) => `Assigned to ${nameOf(String(to))}`,
  acknowledged: () => 'Acknowledged',
  started: () => 'Started',
  held: ({ until, pause }, _nameOf, zone) => `Put on hold${colon(pause)}${untilIn(until, zone)}`,
  resumed: () => 'In progress again',
  'handed-over': ({ from, level, higher }) =>
    `Handed ${higher === true ? 'up ' : ''}${from == null ? '' : `from ${String(from)} `}to ${String(level)}`,
  snoozed: ({ until }, _nameOf, zone) => `Nobody is paged${untilIn(until, zone)}`,
  'snooze-ended': () => 'Paging goes on',
  commented: ({ public: open, channel }) => `${open === true ? 'Answered in public' : 'Noted'}${by(channel)}`,
  replied: ({ channel, reopened }) =>
    `The requester wrote${by(channel)}${reopened === true ? '; it is open again' : ''}`,
  contained: () => 'The damage is contained',
  workaround: ({ channel }) => `Workaround given${by(channel)}`,
  'workaround-told': () => 'The requester was told of the workaround',
  'workaround-untold': () => 'The requester could not be told of the workaround',
  appointed: ({ at, minutes, channel }, _nameOf, zone) =>
    `Appointment on ${instant(at, zone)} for ${Number(minutes)} minutes${by(channel)}`,
  'appointment-cancelled': ({ at }, _nameOf, zone) => `Appointment on ${instant(at, zone)} called off`,
  reclassified: ({ severity, retroactive, ...rest }) =>
    [
      `Reclassified as ${String(severity)}`,
      ...traits(rest, ['type', 'impact', 'category', 'service', 'customer']),
      retroactive === false ? 'promises counted from now on' : 'promises counted from the beginning',
    ].join(', '),
  linked: ({ to, as }) => `Linked: ${String(as)} ${String(to)}`,
  unlinked: ({ to, as }) => `No longer linked: ${String(as)} ${String(to)}`,
  merged: ({ to }) => `Merged into ${String(to)}, which it repeats`,
  'merged-in': ({ from }) => `${String(from)} repeats it and was merged into it`,
  'parent-news': ({ from, what }) =>
    `Told of ${String(from)}: ${what === 'resolved' ? 'it is resolved' : 'what was said there in public'}`,
  watched: ({ who, as }, nameOf) => `${nameOf(String(who))} ${as === 'affected' ? 'is affected' : 'follows it'}`,
  unwatched: ({ who, as }, nameOf) =>
    `${nameOf(String(who))} ${as === 'affected' ? 'is no longer affected' : 'no longer follows it'}`,
  edited: (data) => `Edited: ${list(data['changed'])}`,
  fulfilled: ({ clock }) => `Promise kept: ${metricName(String(clock))}`,
  rated: ({ score, outOf }) => `The requester gave ${String(score)} out of ${String(outOf)}`,
  resolved: ({ firstContact }) => (firstContact === true ? 'Resolved at the first contact' : 'Resolved'),
  closed: () => 'Closed',
  cancelled: () => 'Cancelled',
  reopened: () => 'Reopened',
  postmortem: () => 'Post-mortem written',
  phase: ({ from, to }) =>
    to == null ? `Done with ${String(from)}, the last phase` : `Entered the phase ${String(to)}`,
  overran: ({ phase }) => `The phase ${String(phase)} takes longer than it should`,
  verified: () => 'Verified',
  released: ({ version }) => `Released${version == null ? '' : ` with ${String(version)}`}`,
  announced: ({ message }) => `${announcements[String(message)] ?? 'Message'} sent to those whom the plan tells`,
  migrated: ({ version }) => `Goes by version ${String(version)} of the plan from now on`,
  'run-begun': ({ run, procedure }) => `${String(run)} was begun for it: ${String(procedure)}`,
  'run-ended': ({ run, procedure, status }) => `${String(run)} is ${String(status)}: ${String(procedure)}`,
  'postmortem-owed': ({ procedure }) => `A post-mortem is owed: ${String(procedure)} was carried out`,
  ended: () => 'Ended for good',
};

const announcements: Readonly<Record<string, string>> = {
  first: 'First message',
  update: 'News',
  closing: 'Closing message',
};

const instant = (at: Data[string] | undefined, zone: string): string =>
  typeof at === 'number' ? sayInstant(at, zone, 'en') : '?';

const untilIn = (until: Data[string] | undefined, zone: string): string =>
  typeof until === 'number' ? ` until ${instant(until, zone)}` : '';

const colon = (what: Data[string] | undefined): string => (what == null ? '' : `: ${String(what)}`);

const by = (channel: Data[string] | undefined): string => (channel == null ? '' : ` by ${String(channel)}`);

const list = (all: unknown): string => (Array.isArray(all) ? all.map(String).join(', ') : String(all));

const traits = (data: Data, names: readonly string[]): string[] =>
  names.filter((name) => data[name] != null).map((name) => `${name} ${String(data[name])}`);

/** `Escalation step 2 at 50% of response, told again (1)`. */
function step({ step: number, metric, share, times }: Data): string {
  const at =
    metric === 'opening' || metric === undefined
      ? 'at opening'
      : `at ${Math.round(Number(share) * 100)}% of ${String(metric)}`;
  return `Escalation step ${String(number)} ${at}${Number(times) > 1 ? `, told again (${Number(times) - 1})` : ''}`;
}
