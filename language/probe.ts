import type { Probe } from '../domain/plan/communication.ts';
import { usualTypes } from './schema.ts';
import type { Written } from './schema.ts';
import { round } from './schedules/round.ts';
import type { Scheduler } from './schedules/round.ts';
import { tellOf } from './tell.ts';

const usualMs = 120_000;

/** The message that only shows that messages arrive, and what is opened where it does not. */
export function buildProbe(written: Written): Probe | null {
  const { probe, types, severities } = written;
  if (probe === undefined) return null;
  const all = types === undefined ? usualTypes : Object.keys(types);
  const type = all.find((one) => types?.[one]?.for === undefined) ?? all[0]!;
  const gravest = Object.keys(severities).find((id) => severities[id]!.types?.includes(type) ?? true);
  return {
    to: probe.to.flatMap((one) => tellOf(one, written)),
    withinMs: probe.within ?? usualMs,
    type,
    severity: probe.opens ?? gravest ?? Object.keys(severities)[0]!,
  };
}

/** When it comes round, where it has a rhythm. */
export const probeSchedule: Scheduler = (written) => round('probe', written, { every: written.probe?.every });
