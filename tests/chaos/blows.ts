import { pause } from './chance.ts';
import type { Blow } from './decisions.ts';
import type { House, Part } from './house.ts';

/** A blow as it was dealt: from when until when, epoch ms, those that it struck did not work. */
export interface Struck extends Blow {
  readonly from: number;
  /** When they were ready again, not when they were started. */
  to: number;
}

type Starts = Map<Part, Promise<unknown>>;

/** Begins to start a part. It need not be ready when the next blow falls: then it is killed as it starts. */
const begin = (house: House, starts: Starts, part: Part) =>
  starts.set(
    part,
    house.start(part).then(
      () => true,
      () => false,
    ),
  );

const patienceMs = 1500;

/** When a mail is on its way, or none has been for a while. */
async function untilMailing(house: House): Promise<void> {
  const until = Date.now() + patienceMs;
  while (!house.mailing() && Date.now() < until) await pause(5);
}

/** Takes them down, or freezes them. */
async function strike(house: House, { how, victims }: Blow): Promise<void> {
  if (how === 'killed') return house.kill(...victims);
  for (const part of victims) house.freeze(part);
}

/** Lets them go on. */
function restore(house: House, starts: Starts, { how, victims }: Blow): void {
  for (const part of victims) {
    if (how === 'killed') begin(house, starts, part);
    else house.thaw(part);
  }
}

/** Deals the blows, one after the other; `landed` hears of each. Answers them as they were dealt, once all parts are ready. */
export async function deal(
  house: House,
  blows: readonly Blow[],
  landed: (blow: Blow, index: number) => void,
): Promise<readonly Struck[]> {
  const starts: Starts = new Map();
  const struck: Struck[] = [];
  for (const [index, blow] of blows.entries()) {
    await pause(blow.afterMs);
    if (blow.aimed) await untilMailing(house);
    landed(blow, index);
    const from = Date.now();
    await strike(house, blow);
    await pause(blow.awayMs);
    restore(house, starts, blow);
    const one: Struck = { ...blow, from, to: Date.now() };
    struck.push(one);
    for (const part of blow.victims) void starts.get(part)?.then(() => (one.to = Date.now()));
  }
  for (const [part, start] of starts) if (!(await start)) await house.start(part);
  return struck;
}
