import type { Watched } from '../../domain/monitor/watched.ts';
import { Settings } from '../../language/settings.ts';
import type { Environment } from '../../language/settings.ts';

import type { Question } from './probe.ts';

const usualMs = 10_000;
/** What is a little too late is still measured. */
const moreMs = 1000;

/** What is asked, every `${NAME}` in its place; null where one of them is not configured. */
export function questionOf(
  { probe, on, expect, environment, expected: { underMs } }: Watched,
  env: Environment,
  { nowAt, mostMs }: { readonly nowAt: number; readonly mostMs: number },
): Question | null {
  const settings = new Settings(env);
  const resolve = (text: string) => settings.resolve(text, []);
  const target = [probe.target].flat().map(resolve);
  const place = on === null ? null : resolve(on);
  const values = environment.map((name) => [name, env[name]] as const);
  const unset = target.includes(null) || (on !== null && place === null) || values.some(([, value]) => !value);
  if (unset) return null;
  const patienceMs = underMs === null ? usualMs : underMs + moreMs;
  return {
    kind: kindOf(probe.kind, place),
    target: target as [string, ...string[]],
    on: place,
    expect,
    environment: Object.fromEntries(values as [string, string][]),
    timeoutMs: probe.kind === 'command' ? mostMs : Math.min(patienceMs, mostMs),
    nowAt,
  };
}

/** Which of them an alert rule asks is known only from the address. */
const kindOf = (kind: Question['kind'], place: string | null): Question['kind'] =>
  kind === 'prometheus' && place !== null && /^postgres(ql)?:/.test(place) ? 'sql' : kind;

/** Whether everything that it names is configured. */
export const isConfigured = (watched: Watched, env: Environment): boolean =>
  questionOf(watched, env, { nowAt: 0, mostMs: 1 }) !== null;
