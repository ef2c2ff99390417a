import { asking, gather } from './evidence.ts';
import { keys, sound } from './alarms.ts';
import type { Posted } from './alarms.ts';
import { audit } from './audit.ts';
import type { Verdict } from './audit.ts';
import { deal } from './blows.ts';
import { pause } from './chance.ts';
import { decide } from './decisions.ts';
import type { Blow } from './decisions.ts';
import { buildHouse } from './house.ts';
import type { House } from './house.ts';
import { live } from './load.ts';
import type { Asked } from './load.ts';

export interface Storm {
  readonly seed: number;
  readonly kills: number;
  readonly incidents: number;
  /** Whether Postgres is away for a minute and Temporal frozen for five besides, and what was claimed by the dead is waited for. */
  readonly long: boolean;
  /** The Temporal program. */
  readonly temporal: string;
  /** Hears what happens, a line each. */
  readonly say?: (line: string) => void;
}

const env = Object.fromEntries(Object.values(keys).map(({ name, key }) => [name, key]));
const second = 1000;
const leaseMs = 120 * second;

/** Kills parts of a whole Guardia at random over a running load, lets it come to rest, and judges what is left. Throws where it could not be run. */
export async function storm({
  seed,
  kills,
  incidents,
  long,
  temporal,
  say = () => undefined,
}: Storm): Promise<Verdict> {
  const { blows, lives, alarms } = decide({ seed, kills, incidents, outages: long });
  const house = await buildHouse({ temporal, plan: new URL('storm.yaml', import.meta.url).pathname, env });
  try {
    await Promise.all([house.start('mail'), house.start('temporal'), house.start('postgres')]);
    await Promise.all([house.start('api'), house.start('worker'), house.start('second worker')]);
    say(`seed ${seed}: ${kills} kills over ${incidents} incidents`);
    const asked: Asked[] = [];
    const posted: Posted[] = [];
    const living: Promise<void>[] = [];
    const begin = (blow: Blow, index: number) => {
      say(
        `${index + 1}/${blows.length}  ${blow.victims.join(', ')} ${blow.how}, away for ${(blow.awayMs / second).toFixed(1)} s`,
      );
      for (const [number, life] of lives.entries())
        if (life.blow === index)
          living.push(pause(life.afterMs).then(() => live(house, life, `${seed}-${number}`, asked)));
      for (const [number, alarm] of alarms.entries())
        if (alarm.blow === index)
          living.push(pause(alarm.afterMs).then(() => sound(house, alarm, `${seed}-${number}`, posted)));
    };
    const struck = await deal(house, blows, begin);
    await Promise.all(living);
    say('everybody is answered; waiting for what is still due');
    await comeToRest(house, long);
    return audit(await gather(house), { asked, posted, struck });
  } finally {
    await house.stop();
  }
}

/** When nothing is due soon and nothing waits to be told. What the dead had claimed is free after two minutes; where that is not waited for, it is freed. */
async function comeToRest(house: House, long: boolean): Promise<void> {
  const until = Date.now() + (long ? 600 : 90) * second;
  const left = `select (select count(*) from incident where next_due_at <= $1::bigint + 60000)::int as due,
    (select count(*) from notification where try_at is not null)::int as waiting,
    (select count(*) from received where heard_at is null)::int as unheard`;
  await asking(house, async (client) => {
    while (Date.now() < until) {
      // The living begin no message later than 25 s after they claimed it, and wait 20 s at most for its end.
      if (!long)
        await client.query(
          `update notification set lease_until = now() where lease_until < now() + $1 * interval '1 ms'`,
          [leaseMs - 45 * second],
        );
      const { rows } = await client.query<{ due: number; waiting: number; unheard: number }>(left, [Date.now()]);
      const [{ due, waiting, unheard }] = rows as [(typeof rows)[number]];
      if (due + waiting + unheard === 0) return;
      await pause(250);
    }
  });
}
