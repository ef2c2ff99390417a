import { isSameClock } from '../clock.ts';
import type { Clock } from '../clock.ts';
import type { Rules } from '../plan.ts';

import { addressed } from './addressing.ts';
import type { Code, Incident } from './incident.ts';

/**
 * The incident after a change, its first new event telling what the change did to status and clocks: from the events alone
 * every clock can be counted again. Only who may see it is told, each by their channels.
 */
export function recorded(rules: Rules, before: Incident, changed: Incident): Incident {
  const after = addressed(rules, before, changed);
  const [first, ...rest] = after.events.slice(before.events.length);
  if (first === undefined) return after;
  const instant = first.dueAt ?? first.at;
  const moved = after.status !== before.status;
  const spent = { was: before.status, spentMs: Math.max(0, instant - before.statusSince) };
  const clocks = clockChanges(before.clocks, after.clocks);
  const data = { ...first.data, ...(moved && spent), ...(clocks.length > 0 && { clocks }) };
  return {
    ...after,
    ...(moved && { statusSince: instant }),
    events: [...before.events, { ...first, data }, ...rest],
  };
}

/** What was done to each clock that is no longer as it was; breaches and warnings have events of their own. */
export function clockChanges(before: readonly Clock[], after: readonly Clock[]): readonly Code[] {
  const told = after.flatMap((clock) => {
    const old = before.find((one) => isSameClock(one, clock));
    const change = old === undefined ? beginning(clock) : difference(old, clock);
    return change === null ? [] : [{ metric: clock.metric, round: clock.round, ...change }];
  });
  const gone = before.filter((old) => !after.some((clock) => isSameClock(old, clock)));
  return [...told, ...gone.map(({ metric, round }) => ({ metric, round, dropped: true }))];
}

type Change = Readonly<Record<string, Code>>;

const beginning = (clock: Clock): Change => ({
  begun: clock.from,
  start: clock.start,
  ...promiseOf(clock),
  pauses: clock.pauses.map(({ from, to }) => [from, to]),
  ...(clock.fulfilledAt !== null && { met: clock.fulfilledAt }),
});

const promiseOf = ({ target, calendar, rule, warn }: Clock): Change => ({
  target: { ...target },
  calendar,
  rule,
  warn: warn === undefined ? null : { ...warn },
});

function difference(old: Clock, clock: Clock): Change | null {
  const change = { ...retargeting(old, clock), ...standing(old, clock), ...ending(old, clock) };
  return Object.keys(change).length === 0 ? null : change;
}

function retargeting(old: Clock, clock: Clock): Change {
  const [before, now] = [promiseOf(old), promiseOf(clock)];
  const same = JSON.stringify([before, old.carried]) === JSON.stringify([now, clock.carried]);
  if (same) return {};
  return { ...now, retroactive: clock.carried === undefined };
}

function standing({ pauses: before }: Clock, { pauses }: Clock): Change {
  const open = before.at(-1)?.to === null;
  const ended = open ? pauses[before.length - 1]!.to : null;
  const last = pauses.at(-1);
  const begins = last?.to === null && (!open || pauses.length > before.length);
  return { ...(ended !== null && { resumed: ended }), ...(begins && { paused: last.from }) };
}

function ending(old: Clock, clock: Clock): Change {
  if (old.fulfilledAt === null && clock.fulfilledAt !== null) return { met: clock.fulfilledAt };
  if (old.stoppedAt === undefined && clock.stoppedAt !== undefined) return { stopped: clock.stoppedAt };
  const revived = (old.fulfilledAt !== null || old.stoppedAt !== undefined) && clock.fulfilledAt === null;
  return revived && clock.stoppedAt === undefined ? { revived: clock.pauses.at(-1)!.to } : {};
}
