import { chance } from './chance.ts';
import type { Part } from './house.ts';

/** What is done to the house, one blow after another. */
export interface Blow {
  /** How long after the one before. */
  readonly afterMs: number;
  readonly victims: readonly Part[];
  /** Whether it waits for a moment until a mail is on its way. */
  readonly aimed: boolean;
  readonly how: 'killed' | 'frozen';
  /** Until they are started again, or go on. */
  readonly awayMs: number;
}

/** What somebody does with an incident, some time after what they did before. */
export interface Move {
  readonly afterMs: number;
  readonly verb: 'start' | 'hold' | 'resume' | 'acknowledge' | 'resolve' | 'close';
  /** Of a hold: after how long it ends by itself. */
  readonly untilMs?: number;
  /** Whether the very same is asked for twice: at once, or again later. */
  readonly twice: 'no' | 'at once' | 'later';
}

/** What another system says of something that is wrong. */
export interface Post {
  readonly afterMs: number;
  readonly action: 'trigger' | 'acknowledge' | 'resolve';
  /** How many say so at once. */
  readonly times: number;
}

/** One alert of the load: after which blow it first fires, how long after, and what is said of it from then on. */
export interface Alarm {
  readonly blow: number;
  readonly afterMs: number;
  readonly severity: 'P1' | 'P2';
  readonly door: 'pager' | 'hook';
  readonly posts: readonly Post[];
}

/** One incident of the load that somebody reports: after which blow it is reported, how long after, and what becomes of it. */
export interface Life {
  readonly blow: number;
  readonly afterMs: number;
  readonly severity: 'P1' | 'P2' | 'P3';
  readonly twice: Move['twice'];
  readonly moves: readonly Move[];
}

export interface Decisions {
  readonly blows: readonly Blow[];
  readonly lives: readonly Life[];
  readonly alarms: readonly Alarm[];
}

interface Wanted {
  readonly seed: number;
  readonly kills: number;
  /** Half of them are reported, half come as alerts. */
  readonly incidents: number;
  /** Whether Postgres is away for a minute and Temporal frozen for five besides. */
  readonly outages: boolean;
}

export const allParts: readonly Part[] = ['mail', 'postgres', 'temporal', 'api', 'worker', 'second worker'];
const workers: readonly Part[] = ['worker', 'second worker'];
const second = 1000;
const outages: readonly Omit<Blow, 'afterMs' | 'aimed'>[] = [
  { victims: ['postgres'], how: 'killed', awayMs: 60 * second },
  { victims: ['temporal'], how: 'frozen', awayMs: 300 * second },
];

/** Everything that a run decides by chance, beforehand: the same for the same seed, however fast the machine is. */
export function decide({ seed, kills, incidents, outages: withOutages }: Wanted): Decisions {
  const random = chance(seed);
  const between = (from: number, to: number) => Math.round(from + random() * (to - from));
  const one = <T>(choices: readonly T[]): T => choices[Math.floor(random() * choices.length)]!;
  const shuffled = <T>(all: readonly T[]): T[] =>
    all
      .map((value) => ({ value, at: random() }))
      .toSorted((a, b) => a.at - b.at)
      .map(({ value }) => value);

  /** Each part once, and several at once, before chance alone decides. */
  const sure = shuffled<readonly Part[]>([['mail'], ['postgres'], ['temporal'], ['api'], workers, allParts]);
  const victims = (index: number): readonly Part[] =>
    sure[index] ?? (random() < 0.7 ? [one(allParts)] : allParts.filter(() => random() < 0.5));
  const killing = Array.from({ length: kills }, (_, index): Blow => {
    const some = victims(index);
    return {
      afterMs: between(500, withOutages ? 5000 : 3000),
      victims: some.length > 0 ? some : [one(allParts)],
      aimed: random() < 0.5 || index < sure.length,
      how: 'killed',
      awayMs: between(0, 1500),
    };
  });
  const blows = [...killing];
  for (const outage of withOutages ? outages : [])
    blows.splice(between(Math.floor(kills / 4), kills), 0, { ...outage, aimed: false, afterMs: between(500, 3500) });

  const twice = () => one<Move['twice']>(['no', 'no', 'no', 'at once', 'later']);
  const move = (verb: Move['verb'], most = 3 * second): Move => ({ afterMs: between(100, most), verb, twice: twice() });
  const ended = () => [move('resolve'), move('close', second)];
  const stories: readonly (() => Pick<Life, 'severity' | 'moves'>)[] = [
    () => ({ severity: one(['P1', 'P2']), moves: [] }),
    () => ({ severity: one(['P1', 'P2']), moves: [move('acknowledge', 10 * second), ...ended()] }),
    () => ({ severity: one(['P1', 'P2']), moves: [move('acknowledge'), move('start'), ...ended()] }),
    () => ({
      severity: one(['P1', 'P2']),
      moves: [move('start'), move('hold'), move('resume'), move('acknowledge', 6 * second), ...ended()],
    }),
    () => ({
      severity: one(['P1', 'P2']),
      moves: [move('start'), { ...move('hold'), untilMs: between(1000, 4000) }, ...ended()],
    }),
    () => ({
      severity: 'P3',
      moves: one([
        [],
        [move('acknowledge')],
        [move('start'), move('hold')],
        [move('start'), { ...move('hold'), untilMs: 86_400_000 }],
      ]),
    }),
  ];

  const post = (action: Post['action'], most = 5 * second): Post => ({
    afterMs: between(100, most),
    action,
    times: one([1, 1, 2]),
  });
  const again = () => [post('trigger'), post('resolve')];
  const alerts: readonly (() => readonly Post[])[] = [
    () => [post('trigger', 100)],
    () => [post('trigger', 100), post('trigger'), post('acknowledge'), post('resolve')],
    () => [post('trigger', 100), post('resolve', 10 * second)],
    () => [post('trigger', 100), post('resolve'), ...again()],
  ];

  const usualMs = second;
  const lengths = blows.map(({ afterMs, awayMs }) => afterMs + awayMs + usualMs);
  const wholeMs = lengths.reduce((sum, ms) => sum + ms, 0);
  const moment = () => {
    let [blow, afterMs] = [0, between(0, wholeMs - 1)];
    while (afterMs >= lengths[blow]!) afterMs -= lengths[blow++]!;
    return { blow, afterMs };
  };
  const reported = Math.ceil(incidents / 2);
  const lives = Array.from({ length: reported }, (): Life => ({ ...moment(), twice: twice(), ...one(stories)() }));
  const alarms = Array.from({ length: incidents - reported }, (): Alarm => ({
    ...moment(),
    severity: one(['P1', 'P2']),
    door: one(['pager', 'hook']),
    posts: one(alerts)(),
  }));
  return { blows, lives, alarms };
}
