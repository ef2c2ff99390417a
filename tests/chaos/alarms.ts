import { pause } from './chance.ts';
import type { Alarm, Post } from './decisions.ts';
import type { House } from './house.ts';

/** What another system said of an alert, until it was taken. */
export interface Posted {
  readonly door: Alarm['door'];
  /** By which it means the same again. */
  readonly key: string;
  readonly severity: Alarm['severity'];
  readonly action: Post['action'];
  /** When it was first said, and when it was first taken, epoch ms. */
  readonly sentAt: number;
  readonly takenAt: number;
  /** How often it was taken, and how often it was tried. */
  readonly taken: number;
  readonly tried: number;
  /** What it was refused with, where it was. */
  readonly refused: readonly number[];
}

export const keys: Readonly<Record<Alarm['door'], { readonly name: string; readonly key: string }>> = {
  pager: { name: 'STORM_PAGER_KEY', key: 'a-key-for-the-pager-of-the-storm' },
  hook: { name: 'STORM_HOOK_KEY', key: 'a-key-for-the-hook-of-the-storm' },
};

/** Another system that says what is wrong, until each of it is taken, one after the other. What it said goes into `posted`. */
export async function sound(house: House, alarm: Alarm, key: string, posted: Posted[]): Promise<void> {
  const { door, severity } = alarm;
  for (const { action, afterMs, times } of alarm.posts) {
    await pause(afterMs);
    const sentAt = Date.now();
    const all = await Promise.all(Array.from({ length: times }, () => insist(house, alarm, action, key)));
    posted.push({
      door,
      key,
      severity,
      action,
      sentAt,
      takenAt: Date.now(),
      taken: times,
      tried: all.reduce((sum, one) => sum + one.tried, 0),
      refused: all.map(({ status }) => status).filter((status) => status !== 202),
    });
  }
}

/** As clients of PagerDuty do: again where there is no answer, and at 429 and 5xx. */
async function insist(house: House, { door, severity }: Alarm, action: Post['action'], key: string) {
  const [path, body] = said[door](action, severity, key);
  for (let tried = 1; ; tried++) {
    const status = await house.ask('POST', path, body).then(
      (answer) => answer.status,
      () => 0,
    );
    if (status !== 0 && status !== 429 && status < 500) return { tried, status };
    await pause(100);
  }
}

const said: Readonly<
  Record<Alarm['door'], (action: Post['action'], severity: Alarm['severity'], key: string) => [string, object]>
> = {
  pager: (action, severity, key) => [
    '/v2/enqueue',
    {
      routing_key: keys.pager.key,
      event_action: action,
      dedup_key: key,
      payload: { summary: `Down ${key}`, source: 'storm', severity: severity === 'P1' ? 'critical' : 'error' },
    },
  ],
  hook: (action, severity, key) => [
    `/hooks/events/${keys.hook.key}`,
    { key, title: `Down ${key}`, severity, status: action },
  ],
};
