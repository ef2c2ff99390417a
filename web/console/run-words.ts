import { html } from 'hono/html';

import { runMessagesIn } from '../../language/run-messages.ts';
import type { RunView } from '../../services/procedure/view.ts';
import type { Html } from '../page.ts';

import type { NameOf } from './happenings.ts';
import { capital } from './words.ts';

type StepStatus = RunView['steps'][number]['status'];

const signs: Readonly<Record<string, string>> = {
  done: '✓ ',
  failed: '▲ ',
  unknown: '▲ ',
  ready: '▶ ',
  running: '… ',
  undoing: '↩ ',
  undone: '↩ ',
  paused: '‖ ',
  cancelled: '– ',
  skipped: '– ',
};

const stepWords: Readonly<Record<StepStatus, string>> = {
  waiting: 'waits',
  ready: 'to be done',
  running: 'running',
  done: 'done',
  failed: 'failed',
  unknown: 'not known how it went',
  skipped: 'skipped',
  undoing: 'to be undone',
  undone: 'undone',
};

/** How a step stands, by a sign and not by colour alone. */
export const stepBadge = ({ status, byPeople }: RunView['steps'][number]): Html =>
  html`<span class="badge ${colour(status)}"
    >${signs[status] ?? ''}${status === 'ready' && !byPeople ? 'about to begin' : stepWords[status]}</span
  >`;

/** How a run stands. */
export const runBadge = ({ status }: Pick<RunView, 'status'>): Html =>
  html`<span class="badge ${colour(status)}">${signs[status] ?? ''}${status}</span>`;

const colour = (status: string): string => {
  if (status === 'failed' || status === 'unknown') return 'alarm';
  return status === 'done' ? 'good' : '';
};

/** Why something did not go well, by its code. */
export const whyInWords = runMessagesIn('en').why;

type Data = Readonly<Record<string, unknown>>;

/** What happened in a run, in a few words; `title` says what a step is called. */
export function runHappening(
  { kind, data }: { readonly kind: string; readonly data: Data },
  title: (step: string) => string,
): string {
  const { step, why, item, incident, attempt } = data;
  const rest = [
    typeof step === 'string' ? `: ${title(step)}` : '',
    typeof item === 'number' ? `, line ${item}` : '',
    typeof incident === 'string' && kind === 'finding' ? `, now ${incident}` : '',
    typeof why === 'string' && kind !== 'run-started' ? ` (${whyInWords(why)})` : '',
    typeof attempt === 'number' && attempt > 1 ? `, try ${attempt}` : '',
  ].join('');
  return `${kinds[kind] ?? capital(kind.replaceAll('-', ' '))}${rest}`;
}

const kinds: Readonly<Record<string, string>> = {
  'run-started': 'Begun',
  'step-ready': 'Ready',
  'step-begun': 'A machine has begun',
  'step-done': 'Done',
  'step-waits': 'Waits',
  'step-failed': 'Failed',
  'step-unknown': 'Not known how it went',
  'step-skipped': 'Skipped',
  'step-late': 'The time is over',
  'step-escalated': 'Still to be done',
  told: 'Told',
  ticked: 'Ticked',
  unticked: 'Tick taken away',
  answered: 'Decided',
  approved: 'Approved',
  refused: 'Refused',
  'said-failed': 'Said to have failed',
  taken: 'Taken over',
  retried: 'To be tried again',
  finding: 'Found',
  paused: 'Paused',
  resumed: 'Goes on',
  'undo-asked': 'To be undone',
  undoing: 'It is being undone',
  'undo-ready': 'To be undone',
  'undo-begun': 'A machine undoes',
  'step-undone': 'Undone',
  'undo-failed': 'Could not be undone',
  'cancel-asked': 'To end here',
  overran: 'It takes longer than it may',
  postponed: 'Put off',
  'run-done': 'All done',
  'run-failed': 'It has failed',
  'run-undone': 'All undone',
  'run-cancelled': 'Ended before it was done',
};

/** Who, of those known: Guardia itself, an administrator, people by their names. */
export const namesIn =
  (people: readonly { readonly id: string; readonly title: string }[]): NameOf =>
  (id) => {
    if (id === null) return 'Guardia';
    return id === 'admin' ? 'an administrator' : (people.find((one) => one.id === id)?.title ?? id);
  };
