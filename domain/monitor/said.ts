import type { Change } from './standing.ts';
import type { Effect } from './watched.ts';

/** A signal, as whoever hears it reads it. */
interface Signal {
  readonly key: string;
  readonly action: 'trigger' | 'resolve' | 'comment';
  readonly title: string;
  readonly description: string | null;
  readonly severity: string | null;
  readonly type: string | null;
  readonly service: string | null;
  readonly runbook: string | null;
  readonly policy: string | null;
  readonly source: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly details: Readonly<Record<string, unknown>>;
}

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
  if (opens === null) return null;
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

function descriptionOf(change: Change, words: string, advice: string | null): string {
  if (change === 'down') return [words, advice].filter((one) => one !== null).join('\n');
  if (change === 'flapping') return `It goes up and down: it is held down until its results stay alike. (${words})`;
  return change === 'up' ? `It is up again. (${words})` : `It goes up and down no more: it is down. (${words})`;
}
