import { pause } from './chance.ts';
import type { Life, Move } from './decisions.ts';
import type { House } from './house.ts';

/** Something that was asked for until it was answered, however often. */
export interface Asked {
  readonly what: 'report' | Move['verb'];
  /** What the caller calls it: the same however often it is asked for. */
  readonly key: string;
  /** When it was first asked for, and when it was first answered, epoch ms. */
  readonly sentAt: number;
  readonly answeredAt: number;
  /** Each answer's. */
  readonly statuses: readonly number[];
  /** The incident: of a report each answer's. */
  readonly references: readonly string[];
  /** Of a hold: when it ends by itself. */
  readonly until?: number;
}

/** Somebody who reports an incident and does what is to be done with it, and does not give up. Everything that was answered goes into `asked`. */
export async function live(house: House, life: Life, name: string, asked: Asked[]): Promise<void> {
  const report = { plan: 'storm', title: `Down ${name}`, severity: life.severity };
  const later: Promise<void>[] = [];

  async function ask(what: Asked['what'], path: string, body: object, twice: Move['twice'], more = {}): Promise<Asked> {
    const key = `${name}-${what}`;
    const post = () => house.insist('POST', path, body, { 'idempotency-key': key });
    const sentAt = Date.now();
    const answers = await Promise.all(twice === 'at once' ? [post(), post()] : [post()]);
    const answeredAt = Date.now();
    const keep = (all: readonly Awaited<ReturnType<typeof post>>[]): Asked => ({
      what,
      key,
      sentAt,
      answeredAt,
      statuses: all.map(({ status }) => status),
      references: all.map((one) => String(one.body['reference'])),
      ...more,
    });
    const one = keep(answers);
    asked.push(one);
    const at = asked.length - 1;
    if (twice === 'later')
      later.push(
        pause(3000)
          .then(post)
          .then((again) => void (asked[at] = keep([...answers, again]))),
      );
    return one;
  }

  const { references } = await ask('report', '/api/incidents', report, life.twice);
  for (const { verb, afterMs, untilMs, twice } of life.moves) {
    await pause(afterMs);
    const until = untilMs === undefined ? undefined : Date.now() + untilMs;
    const body = bodyOf(verb, until);
    await ask(verb, `/api/incidents/${references[0]}/${verb}`, body, twice, until === undefined ? {} : { until });
  }
  await Promise.all(later);
}

function bodyOf(verb: Move['verb'], until: number | undefined): object {
  if (verb === 'resolve') return { note: 'Restarted.' };
  if (verb !== 'hold') return {};
  return { reason: 'Waiting.', ...(until !== undefined && { until: new Date(until).toISOString() }) };
}
