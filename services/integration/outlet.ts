import type { Integration } from '../../domain/plan/watching.ts';
import { Settings } from '../../language/settings.ts';
import type { Environment } from '../../language/settings.ts';
import type { Outlet } from '../notification/message.ts';

const usualTimeoutMs = 10_000;
/** Well below the minute that a delivery may take. */
const longestMs = 20_000;

/** Where an integration is posted to; a word for people where it is not configured, without anything secret. */
export function outletOf(one: Integration, env: Environment): Outlet | string {
  const { kind, timeoutMs } = one;
  if (kind === 'alertmanager' || kind === 'mail' || kind === 'service') return `nothing is told to what is ${kind}`;
  const settings = new Settings(env);
  const { url, keys, body } = resolved(one, settings);
  const wrong = lacking(one, url, keys);
  if (wrong === null && (body !== null || one.body === null))
    return { kind, url: url!, keys, body, timeoutMs: boundedMs(timeoutMs), method: one.method ?? 'POST' };
  return settings.problems.length > 0 ? unset(settings) : wrong!;
}

const boundedMs = (ms: number | null): number => Math.min(longestMs, ms ?? usualTimeoutMs);

/** Of the keys those that are set: while they are changed there are two. */
function resolved({ url: address, key, body }: Integration, settings: Settings) {
  const value = (text: string | null | undefined) => (text ? settings.resolve(text, []) : null);
  const keys = (key ?? '').split(/\s+/).flatMap((text) => value(text) ?? []);
  return { url: value(address), keys, body: value(body) };
}

/** What it cannot be posted to without; null: nothing. */
function lacking({ kind }: Integration, url: string | null, keys: readonly string[]): string | null {
  if (url === null) return 'it has no `url`';
  if (!isAddress(url)) return 'its `url` is not an address';
  return keys.length === 0 && (kind === 'webhook' || kind === 'pagerduty') ? 'it has no `key`' : null;
}

const unset = ({ problems }: Settings): string =>
  `${[...new Set(problems.flatMap(({ message }) => /`(\$\{[^}]*\})`/.exec(message)?.[1] ?? []))].join(', ')} is not set`;

const isAddress = (url: string): boolean => URL.canParse(url) && /^https?:$/.test(new URL(url).protocol);

/** How many messages it takes in a minute; null: as many as there are. */
export const perMinuteOf = ({ kind, perMinute }: Integration): number | null =>
  perMinute ?? usualPerMinute[kind] ?? null;

/** What those who run them allow. */
const usualPerMinute: Readonly<Partial<Record<Integration['kind'], number>>> = { slack: 60, teams: 60, pagerduty: 120 };

const usualBreaker = 5;

/** After how many failures in a row it is left alone for a while. */
export const breakerOf = ({ breaker }: Integration): number => breaker ?? usualBreaker;
