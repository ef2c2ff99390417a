import type { EventRow, Evidence, IncidentRow } from './evidence.ts';
import type { Find } from './fault.ts';
import { repeatMs } from './oracle.ts';
import type { Done, Owed } from './oracle.ts';

/** What people and other systems did to an incident, by its events. */
export function doneTo(row: IncidentRow, own: readonly EventRow[], received: Evidence['received']): Done {
  const at = (kind: string) => own.find((one) => one.kind === kind)?.at ?? null;
  const holds = own.flatMap(({ kind, at: from, data, seq }) => {
    if (kind !== 'held') return [];
    const resumed = own.find((one) => one.kind === 'resumed' && one.seq > seq);
    return [
      { from, until: data['until'] as number | null, resumedAt: resumed?.key.startsWith('act:') ? resumed.at : null },
    ];
  });
  const [acknowledgedAt, resolvedAt, closedAt] = [at('acknowledged'), at('resolved'), at('closed')];
  return {
    severity: row.severity,
    openedAt: at('opened')!,
    holds,
    acknowledgedAt,
    resolvedAt,
    closedAt,
    ...heardWith(row, own, received),
  };
}

/** What of an alert was heard together with its opening: where whoever hears was away. */
function heardWith({ dedup_key, opened_at }: IncidentRow, own: readonly EventRow[], received: Evidence['received']) {
  const opened = received.find(({ source, key, at }) => `${source}/${key}` === dedup_key && at === opened_at);
  const together = (kind: string) => {
    const [how, id] = own.find((one) => one.kind === kind)?.key.split(':') ?? [];
    const heard = how === 'heard' ? received.find((one) => one.id === Number(id)) : undefined;
    return heard !== undefined && heard.heard_at === opened?.heard_at;
  };
  return { heardInHand: together('acknowledged'), heardOver: together('resolved') };
}

/** What happened of what fell due, and how many repetitions were passed over because they were over when the one before was told. */
export interface Happened {
  readonly steps: readonly Owed[];
  readonly missed: number;
}

/** Each thing that fell due is one event, due when it was due, and there are no others. */
export function judgeSteps(
  { reference }: IncidentRow,
  own: readonly EventRow[],
  due: readonly Owed[],
  find: Find,
): Happened {
  const left = new Map(own.filter(({ key }) => !/^(opened$|act:|heard:)/.test(key)).map((one) => [one.key, one]));
  const steps: Owed[] = [];
  const skipped = new Set<string>();
  for (const one of due) {
    const event = left.get(one.key);
    left.delete(one.key);
    if (event === undefined && skipped.has(one.key)) continue;
    if (event === undefined) {
      find('lost', `${one.key} of ${reference}, due at ${one.dueAt}, did not happen`);
      continue;
    }
    if (skipped.has(one.key)) find('twice', `${one.key} of ${reference} happened, and was passed over`);
    steps.push(one);
    for (const key of passedOver(one, event, find)) skipped.add(key);
  }
  for (const { key, at } of left.values()) find('twice', `${key} of ${reference} happened at ${at}, and was not due`);
  return { steps, missed: skipped.size };
}

/** The repetitions that were over when this was told. */
function passedOver({ dueAt, later }: Owed, { reference, key, at, due_at, data }: EventRow, find: Find) {
  if (due_at !== dueAt) find('wrong', `${key} of ${reference} was due at ${dueAt}, not at ${due_at}`);
  if (at < dueAt) find('wrong', `${key} of ${reference} happened at ${at}, and was due only at ${dueAt}`);
  const missed = (data['missed'] as number | undefined) ?? 0;
  if (missed > Math.floor((at - dueAt) / repeatMs))
    find('lost', `${key} of ${reference} passed over ${missed} repetitions that were still to come`);
  return (later ?? []).slice(0, missed);
}

/** All that has happened to it is there, unchanged. */
export function judgeChain(
  { reference, seq }: IncidentRow,
  own: readonly EventRow[],
  broken: number | undefined,
  find: Find,
) {
  if (broken !== undefined) find('wrong', `the events of ${reference} do not hold at ${broken}`);
  if (own.length !== seq) find('lost', `${reference} has ${own.length} of its ${seq} events`);
}

/** What is still open will wake when it is due next, by its workflow or by the relay. Answers which. */
export function judgeArmed(
  { reference, next_due_at, wake_at }: IncidentRow,
  nextAt: number | null,
  { now, workflows }: Evidence,
  find: Find,
): 'workflow' | 'relay' | 'nothing' {
  if (next_due_at !== nextAt) find('wrong', `${reference} is next due at ${nextAt}, not at ${next_due_at}`);
  if (nextAt === null) return 'nothing';
  if (workflows.get(reference)?.some((at) => Math.abs(at - nextAt) < 1000)) return 'workflow';
  if (wake_at === null || wake_at > Math.max(now, nextAt))
    find('lost', `nobody wakes ${reference} at ${nextAt}: its wake is at ${wake_at}`);
  return 'relay';
}
