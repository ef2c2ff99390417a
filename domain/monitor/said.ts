import type { Signal } from '../alert/signal.ts';

import type { Change } from './standing.ts';
import type { Effect } from './watched.ts';

interface Saying {
  /** `check/api`, `alert/disk`. */
  readonly name: string;
  readonly title: string;
  readonly advice: string | null;
  readonly effect: Effect;
  readonly change: Change;
  /** What was found last, in figures. */
  readonly words: string;
}

const longest = 200;

/** What a change of a monitor says to whoever keeps incidents; null where the plan has it open nothing. */
export function signalOf({ name, title, advice, effect, change, words }: Saying): Signal | null {
  const { opens, type, service, runbook } = effect;
  // That it flaps no more is told when it is up.
  if (opens === null || change === 'steady') return null;
  return {
    key: name,
    action: actionOf(change, effect),
    title: `${title}: ${words}`.slice(0, longest),
    description: descriptionOf(change, words, advice),
    severity: opens,
    type,
    service,
    runbook,
    policy: null,
    source: name,
    labels: {},
    details: { change, found: words },
  };
}

function actionOf(change: Change, { recovery }: Effect): Signal['action'] {
  if (change === 'down') return 'trigger';
  return change === 'up' && recovery === 'resolves' ? 'resolve' : 'comment';
}

const descriptionOf = (change: Change, words: string, advice: string | null): string =>
  change === 'down' ? [words, advice].filter((one) => one !== null).join('\n') : words;
