/** What a job says of itself: that it begins, has ended well or badly, or only something about itself. */
export interface Ping {
  readonly kind: 'start' | 'ok' | 'fail' | 'log';
  /** Which run it belongs to, where several run at once. */
  readonly run: string | null;
  /** Epoch ms. */
  readonly at: number;
}

/** A run that has begun and not ended. */
export interface Run {
  readonly run: string | null;
  readonly at: number;
  /** It took longer than it may: that was said once. */
  readonly overdue: boolean;
}

export type Trouble = 'missing' | 'unfinished' | 'failed';

/** What is kept of a heartbeat. */
export interface Beat {
  /** Since when it is expected as it is now. */
  readonly knownAt: number;
  /** When a run last ended, well or badly; null: never yet. */
  readonly heardAt: number | null;
  /** Why it is down; null: it is not. */
  readonly down: Trouble | null;
  /** The latest last. */
  readonly runs: readonly Run[];
  /** How long the last run took that said when it began. */
  readonly lastMs: number | null;
}

/** When it should be heard of. */
export interface Expectation {
  /** The first instant after `at` by which it should be; null: never. */
  readonly next: (at: number) => number | null;
  /** How late it may be, and how long a run may take. */
  readonly graceMs: number;
}

export type BeatStatus = 'new' | 'up' | 'started' | 'late' | 'down';

/** That it went down or came up. `at` is when that should have been seen, `seenAt` when it was. */
export interface Turned {
  readonly to: 'down' | 'up';
  /** Why it is down, or was. */
  readonly why: Trouble;
  readonly at: number;
}

export interface Beaten {
  readonly beat: Beat;
  readonly turned: readonly Turned[];
}

/** Whoever sets a job up has so long until it must be heard of for the first time. */
export const firstMs = 86_400_000;
/** What never says that it ended is forgotten in the end. */
const mostRuns = 50;

/** A heartbeat that nobody has heard of yet. */
export const unheard = (now: number): Beat => ({ knownAt: now, heardAt: null, down: null, runs: [], lastMs: null });

/** By when it is expected next; null while it is down, or where nothing is expected. */
export function expectedAt({ knownAt, heardAt, down }: Beat, { next }: Expectation): number | null {
  if (down !== null) return null;
  const at = next(Math.max(knownAt, heardAt ?? knownAt));
  return at === null || heardAt !== null ? at : Math.max(at, knownAt + firstMs);
}

/** From when on it is missing, or a run takes too long, and which of them; null: never, as things stand. */
export function deadlineOf(beat: Beat, expectation: Expectation): { at: number; why: Trouble } | null {
  const expected = expectedAt(beat, expectation);
  const began = beat.down === null ? beat.runs.find(({ overdue }) => !overdue)?.at : undefined;
  if (expected === null && began === undefined) return null;
  const why = began !== undefined && began < (expected ?? Infinity) ? 'unfinished' : 'missing';
  return { at: Math.min(expected ?? Infinity, began ?? Infinity) + expectation.graceMs, why };
}

/** What has become of it by `now` without anybody saying anything. */
export function fallDue(beat: Beat, expectation: Expectation, now: number): Beaten {
  const deadline = deadlineOf(beat, expectation);
  const runs = beat.runs.map((one) => (one.at + expectation.graceMs <= now ? { ...one, overdue: true } : one));
  if (deadline === null || deadline.at > now) return { beat: { ...beat, runs }, turned: [] };
  return { beat: { ...beat, down: deadline.why, runs }, turned: [{ to: 'down', ...deadline }] };
}

/** What a ping makes of it, after what had fallen due before; `ms` is how long the run took that ends with it. */
export function hear(beat: Beat, expectation: Expectation, ping: Ping): Beaten & { readonly ms: number | null } {
  const before = fallDue(beat, expectation, ping.at);
  const after = { ...before, ms: null };
  if (ping.kind === 'log') return after;
  if (ping.kind === 'start') return { ...after, beat: begin(before.beat, ping) };
  return end(before, ping, ping.kind);
}

function begin(beat: Beat, { run, at }: Ping): Beat {
  const others = beat.runs.filter((one) => one.run !== run);
  return { ...beat, runs: [...others, { run, at, overdue: false }].slice(-mostRuns) };
}

function end({ beat, turned }: Beaten, { run, at }: Ping, kind: 'ok' | 'fail'): ReturnType<typeof hear> {
  const began = beat.runs.find((one) => one.run === run)?.at;
  const ms = began === undefined ? null : Math.max(0, at - began);
  // Who does not say which run it is means all.
  const runs = run === null ? [] : beat.runs.filter((one) => one.run !== run);
  const down = kind === 'ok' ? null : (beat.down ?? 'failed');
  const ended: Beat = { ...beat, heardAt: at, down, runs, lastMs: ms ?? beat.lastMs };
  const why = beat.down ?? 'failed';
  const change: readonly Turned[] =
    (down === null) === (beat.down === null) ? [] : [{ to: down === null ? 'up' : 'down', why, at }];
  return { beat: ended, turned: [...turned, ...change], ms };
}

/** How it stands, and when that changes by itself; null: not without a ping. */
export function standing(
  beat: Beat,
  expectation: Expectation,
  now: number,
): { readonly status: BeatStatus; readonly changesAt: number | null } {
  if (beat.down !== null) return { status: 'down', changesAt: null };
  const downAt = deadlineOf(beat, expectation)?.at ?? null;
  if (beat.runs.some(({ overdue }) => !overdue)) return { status: 'started', changesAt: downAt };
  const expected = expectedAt(beat, expectation);
  if (expected !== null && expected <= now) return { status: 'late', changesAt: downAt };
  return { status: beat.heardAt === null ? 'new' : 'up', changesAt: expected };
}
