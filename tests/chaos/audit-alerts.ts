import type { Posted } from './alarms.ts';
import type { Evidence, IncidentRow } from './evidence.ts';
import type { Find } from './fault.ts';

/** What the alerts of one key must have come to: how many incidents, and when each was opened at the latest and at the earliest. */
interface Opening {
  readonly trigger: Posted;
  acknowledged: boolean;
  resolved: boolean;
}

/** Each alert that was taken is in the one incident that is open for it; a new one only after that is resolved. */
export function judgeAlerts({ incidents, events, alerts, received }: Evidence, posted: readonly Posted[], find: Find) {
  const rows = Map.groupBy(incidents, ({ dedup_key }) => dedup_key ?? '');
  rows.delete('');
  for (const [key, posts] of Map.groupBy(posted, ({ door, key: own }) => `integration/${door}/${own}`)) {
    const own = rows.get(key) ?? [];
    rows.delete(key);
    for (const { refused, action } of posts)
      if (refused.length > 0) find('wrong', `${action} of ${key} was answered ${refused.join(', ')}`);
    judgeOpenings(key, openings(posts), own, find);
    judgeDone(openings(posts), own, events, find);
    const counts = alerts.filter((one) => one.key === key).map(({ count }) => count);
    judgeCount(
      `alerts of ${key}`,
      sum(counts),
      posts.filter(({ action }) => action !== 'acknowledge'),
      find,
    );
    judgeHeard(
      key,
      received.filter((one) => `${one.source}/${one.key}` === key),
      posts,
      find,
    );
  }
  for (const [key, own] of rows) find('twice', `${own[0]!.reference} was opened for ${key}, and nobody said so`);
}

function openings(posts: readonly Posted[]): Opening[] {
  const all: Opening[] = [];
  for (const post of posts) {
    const open = all.at(-1)?.resolved === false ? all.at(-1)! : undefined;
    if (open === undefined && post.action === 'trigger')
      all.push({ trigger: post, acknowledged: false, resolved: false });
    else if (open !== undefined && post.action === 'acknowledge') open.acknowledged = true;
    else if (open !== undefined && post.action === 'resolve') open.resolved = true;
  }
  return all;
}

function judgeOpenings(key: string, due: readonly Opening[], own: readonly IncidentRow[], find: Find): void {
  if (own.length < due.length) find('lost', `${key} is in ${own.length} incidents, not in ${due.length}`);
  if (own.length > due.length) find('twice', `${key} is ${own.map(({ reference }) => reference).join(' and ')}`);
  for (const [index, { trigger }] of due.entries()) {
    const row = own[index];
    if (row === undefined) continue;
    const { reference, opened_at: at, severity } = row;
    if (at < trigger.sentAt || at > trigger.takenAt)
      find('wrong', `${reference} was opened at ${at}, and was said from ${trigger.sentAt} to ${trigger.takenAt}`);
    if (severity !== trigger.severity)
      find('wrong', `${reference} is ${severity}, and was said to be ${trigger.severity}`);
  }
}

function judgeDone(due: readonly Opening[], own: readonly IncidentRow[], events: Evidence['events'], find: Find): void {
  for (const [index, one] of due.entries()) {
    const reference = own[index]?.reference;
    for (const kind of ['acknowledged', 'resolved'] as const) {
      const done = events.filter((event) => event.reference === reference && event.kind === kind).length;
      const right = one[kind] ? 1 : 0;
      if (done !== right) find(done < right ? 'lost' : 'twice', `${reference} was ${kind} ${done} times, not ${right}`);
    }
  }
}

/** Each post that was taken counts, and one that was kept without the answer getting through may count, too. */
function judgeCount(what: string, count: number, posts: readonly Posted[], find: Find): void {
  const triggers = posts.filter(({ action }) => action === 'trigger');
  if (count < sum(triggers.map(({ taken }) => taken))) find('lost', `${what} are counted ${count} times`);
  if (count > sum(posts.map(({ tried }) => tried))) find('twice', `${what} are counted ${count} times`);
}

function judgeHeard(key: string, rows: Evidence['received'], posts: readonly Posted[], find: Find): void {
  if (rows.length < sum(posts.map(({ taken }) => taken))) find('lost', `of ${key} ${rows.length} posts are kept`);
  if (rows.length > sum(posts.map(({ tried }) => tried))) find('twice', `of ${key} ${rows.length} posts are kept`);
  for (const { id, heard_at, error } of rows)
    if (heard_at === null || error !== null) find('lost', `post ${id} of ${key} was not heard: ${error}`);
}

const sum = (all: readonly number[]): number => all.reduce((before, one) => before + one, 0);
