import type { Draft } from '../draft.ts';
import { problem } from '../finding.ts';
import type { Problem } from '../finding.ts';

/** Rule rollout-not-rising: a rollout goes from few users to all of them. */
export function releases({ written }: Draft): readonly Problem[] {
  const steps = written.releases?.rollout?.steps ?? [];
  const path = ['releases', 'rollout', 'steps'];
  const falls = steps.findIndex((share, index) => index > 0 && share <= steps[index - 1]!);
  if (falls > 0) {
    const message = `the rollout goes from ${percent(steps[falls - 1]!)} to ${percent(steps[falls]!)}: each step reaches more users than the one before`;
    return [problem([...path, falls], 'rollout-not-rising', message)];
  }
  const last = steps.at(-1);
  if (last === undefined || last === 1) return [];
  const message = `the rollout ends at ${percent(last)}: the other users never get it; let the last step be 100%`;
  return [problem([...path, steps.length - 1], 'rollout-not-rising', message)];
}

const percent = (share: number): string => `${Number((share * 100).toPrecision(12))}%`;
