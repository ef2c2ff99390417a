import type { EventRow, IncidentRow } from './evidence.ts';
import type { Find } from './fault.ts';
import type { Asked } from './load.ts';

/** Each report that was answered 2xx is one incident, whoever was killed, and there are no others. */
export function judgeReports(incidents: readonly IncidentRow[], asked: readonly Asked[], find: Find): void {
  const reported = incidents.filter(({ dedup_key }) => dedup_key === null);
  const byKey = Map.groupBy(reported, ({ key }) => key ?? '');
  for (const report of asked.filter(({ what }) => what === 'report')) {
    const { key, references } = report;
    const rows = byKey.get(key) ?? [];
    byKey.delete(key);
    const all = new Set([...references, ...rows.map(({ reference }) => reference)]);
    if (all.size > 1) find('twice', `report ${key} is ${[...all].join(' and ')}`);
    if (rows.length === 0) find('lost', `report ${key}, answered as ${references[0]}, is no incident`);
    judgeAnswers(report, 201, rows[0]?.opened_at, find);
  }
  for (const rows of byKey.values())
    for (const { reference } of rows) find('twice', `${reference} was opened, and nobody was told so`);
}

/** Each act that was answered 2xx is one event of its incident, and there are no others. */
export function judgeActs(
  incidents: readonly IncidentRow[],
  events: readonly EventRow[],
  asked: readonly Asked[],
  find: Find,
): void {
  const callers = new Map(incidents.map(({ reference, caller }) => [reference, caller]));
  const acts = Map.groupBy(
    events.filter(({ key }) => key.startsWith('act:')),
    ({ reference, key }) => key.slice(`act:${callers.get(reference)}:`.length),
  );
  for (const one of asked.filter(({ what }) => what !== 'report')) {
    const { key: name } = one;
    const done = acts.get(name) ?? [];
    acts.delete(name);
    if (done.length === 0 && isTooLate(one)) continue;
    if (done.length === 0) find('lost', `${name} was answered, and is no event`);
    if (done.length > 1) find('twice', `${name} was done ${done.length} times`);
    judgeAnswers(one, 200, done[0]?.at, find);
  }
  for (const name of acts.keys()) find('twice', `${name} was done, and nobody was told so`);
}

/** A hold that could only be asked for when its end had come: there is nothing to hold. */
const isTooLate = ({ until, answeredAt, statuses }: Asked): boolean =>
  until !== undefined && until <= answeredAt && statuses[0] === 422 && statuses.every((status) => status >= 400);

/** However often it was asked for, the answer is the same; it counts from an instant at which it was being asked for. */
function judgeAnswers({ key, statuses, sentAt, answeredAt }: Asked, right: number, at: number | undefined, find: Find) {
  if (statuses.some((status) => status !== right)) find('wrong', `${key} was answered ${statuses.join(', ')}`);
  if (at !== undefined && (at < sentAt || at > answeredAt))
    find('wrong', `${key} counts from ${at}, and was asked for from ${sentAt} to ${answeredAt}`);
}
