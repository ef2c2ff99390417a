/** What must become of an incident under storm.yaml, told from what people did to it alone: written without the rules of the product. */

const second = 1000;
const day = 86_400 * second;

/** Response and resolution of a severity, ms. */
const promised: Readonly<Record<string, readonly [response: number, resolution: number]>> = {
  P1: [3 * second, 8 * second],
  P2: [6 * second, 15 * second],
  P3: [day, 3 * day],
};
/** After how long a step is told again. */
export const repeatMs = 2 * second;
const repeats = 2;
const reopenMs = second;

/** What people did, and when it counted, epoch ms. */
export interface Done {
  readonly severity: string;
  readonly openedAt: number;
  readonly holds: readonly {
    readonly from: number;
    readonly until: number | null;
    readonly resumedAt: number | null;
  }[];
  readonly acknowledgedAt: number | null;
  readonly resolvedAt: number | null;
  readonly closedAt: number | null;
  /** Whether it was in hand, or over, before what opened it was heard: then nobody need be told of that. */
  readonly heardInHand: boolean;
  readonly heardOver: boolean;
}

/** Something that has to happen by itself: its key, when it is due, who is told, and which repetitions come after it. */
export interface Owed {
  readonly key: string;
  readonly dueAt: number;
  readonly tell: readonly string[];
  readonly later?: readonly string[];
}

/** The same, and when it is done: what breaks a promise 1 ms after, for at the instant itself it can still be kept. */
type Step = Owed & { readonly at: number };

/** What had to happen by `now`, and at which instant the incident next wants attention; null: at none. */
export function owed(done: Done, now: number): { readonly owed: readonly Owed[]; readonly nextAt: number | null } {
  const resolved = done.resolvedAt ?? Infinity;
  const over = done.heardOver ? -Infinity : resolved;
  const answered = done.heardInHand ? -Infinity : Math.min(done.acknowledgedAt ?? Infinity, over);
  const [response, resolution] = promised[done.severity]!;
  const late = (metric: string, ms: number, step: number, tell: readonly string[]): Step[] => {
    const dueAt = usedUp(done, ms);
    const at = dueAt + 1;
    return [
      { key: `breached:${metric}`, dueAt, tell: [], at },
      { key: `escalated:urgent:${step}`, dueAt, tell, at },
    ];
  };
  const all = [
    ...(answered === -Infinity ? [] : opening(done.openedAt)),
    ...until(answered, [...paging(usedUp(done, response / 2)), ...late('response', response, 3, ['ana', 'elena'])]),
    ...until(over, [...halfway(usedUp(done, resolution / 2)), ...late('resolution', resolution, 5, ['elena'])]),
    ...waking(done, resolved),
    ...ending(done, resolved),
  ];
  const next = Math.min(...all.map(({ at }) => at).filter((at) => at > now));
  return { owed: all.filter(({ at }) => at <= now), nextAt: next === Infinity ? null : next };
}

/** What is due at the instant that ends it still comes. */
const until = (end: number, steps: readonly Step[]): Step[] => steps.filter(({ at }) => at <= end);

const opening = (dueAt: number): Step[] => [{ key: 'escalated:urgent:1', dueAt, tell: ['ion'], at: dueAt }];

function paging(half: number): Step[] {
  const keys = [
    'escalated:urgent:2',
    ...Array.from({ length: repeats }, (_, time) => `escalated:urgent:2:again-${time + 1}`),
  ];
  return keys.map((key, time) => {
    const dueAt = half + time * repeatMs;
    return { key, dueAt, tell: ['ion'], later: keys.slice(time + 1), at: dueAt };
  });
}

const halfway = (dueAt: number): Step[] => [{ key: 'escalated:urgent:4', dueAt, tell: ['ana'], at: dueAt }];

const waking = ({ holds }: Done, resolved: number): Step[] =>
  holds.flatMap(({ until: dueAt, resumedAt }) =>
    dueAt === null
      ? []
      : until(Math.min(resumedAt ?? Infinity, resolved), [{ key: `resumed:${dueAt}`, dueAt, tell: [], at: dueAt }]),
  );

function ending({ closedAt }: Done, resolved: number): Step[] {
  const dueAt = resolved + reopenMs;
  return closedAt === null ? [] : [{ key: 'ended', dueAt, tell: [], at: Math.max(closedAt, dueAt) }];
}

/** When `ms` have passed since the opening that were no hold; Infinity while it is on hold. A hold that begins right then does not move it. */
function usedUp({ openedAt, holds, resolvedAt }: Done, ms: number): number {
  let at = openedAt + ms;
  for (const hold of holds) {
    if (at <= hold.from) return at;
    at += Math.min(hold.resumedAt ?? Infinity, hold.until ?? Infinity, resolvedAt ?? Infinity) - hold.from;
  }
  return at;
}
