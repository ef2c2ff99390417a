import { html } from 'hono/html';

import type { RunVerb } from '../../domain/procedure/acts.ts';
import type { runJobs } from '../../services/procedure/show.ts';
import { evidenceLimits } from '../../services/procedure/evidence.ts';
import type { RunView } from '../../services/procedure/view.ts';
import type { Html } from '../page.ts';
import type { Typed } from '../typed.ts';

import { onceKey } from './acts.ts';
import type { Choices } from './choices.ts';
import type { NameOf } from './happenings.ts';
import { input } from './inputs.ts';
import { runFields } from './run-fields.ts';

type StepView = RunView['steps'][number];

/** What forms offer, and what somebody had typed into one of them. */
export interface RunOffer {
  readonly choices: Choices;
  readonly now: number;
  readonly nameOf: NameOf;
  readonly jobs: Awaited<ReturnType<typeof runJobs>>;
  /** Whether it is shown on the page of the ticket for which it runs, and one wants to be back there. */
  readonly onTicket?: boolean;
  readonly typed: { readonly verb: RunVerb; readonly values: Typed } | undefined;
}

interface Says {
  readonly title: string;
  readonly button?: string;
  readonly hint?: string;
}

const says: Readonly<Record<RunVerb, Says>> = {
  tick: { title: 'Tick' },
  done: { title: 'It is done', button: 'It is done' },
  answer: { title: 'Decide' },
  approve: { title: 'Approve' },
  refuse: { title: 'Refuse', hint: 'The step fails.' },
  fail: { title: 'It has failed', button: 'Say that it has failed' },
  skip: { title: 'Skip', hint: 'It goes on without this step.' },
  take: { title: 'Take over' },
  retry: { title: 'Try again' },
  finding: { title: 'Finding', button: 'Open a ticket', hint: 'A ticket is opened for what was found.' },
  pause: { title: 'Pause', hint: 'Nothing more begins until somebody resumes it.' },
  resume: { title: 'Resume' },
  undo: { title: 'Undo', hint: 'What was done is undone, the last first, as its steps say.' },
  cancel: { title: 'Cancel', hint: 'It ends here; nothing is undone.' },
};

/** A button, or a form in a fold, for one act on a run or on one of its steps. */
export function runForm(run: RunView, verb: RunVerb, step: StepView | undefined, offer: RunOffer): Html {
  const action = `/runs/${run.reference}/${verb}`;
  const which = html`${onceKey()} ${backTo(run, offer)}
  ${step !== undefined && html`<input type="hidden" name="step" value="${step.name}" />`}`;
  if (runFields[verb].length === 0)
    return html`<form method="post" action="${action}">${which} ${button(verb, step)}</form>`;
  const { title, hint } = says[verb];
  const tried = triedOf(offer, verb, step);
  return html`<details ${tried !== undefined || first.includes(verb) ? 'open' : ''}>
    <summary>${title}</summary>
    <form method="post" action="${action}" class="stack" enctype="multipart/form-data">
      ${hint !== undefined && html`<p class="muted small">${hint}</p>`} ${which}
      ${verb === 'done' ? evidenceInputs(step?.name ?? '', offer) : asked(run, verb, tried, offer)}
      ${verb === 'answer' ? decide(step) : button(verb, step)}
    </form>
  </details>`;
}

/** Where one is again afterwards. */
export const backTo = ({ incident }: RunView, { onTicket }: RunOffer): Html | '' =>
  onTicket === true ? html`<input type="hidden" name="back" value="${incident}" />` : '';

/** What one does most. */
const first: readonly RunVerb[] = ['done', 'answer', 'approve'];

function button(verb: RunVerb, step: StepView | undefined): Html {
  const { title, button: words = title } = says[verb];
  return html`<button
    class="${first.includes(verb) ? 'primary' : ''}"
    aria-label="${step === undefined ? words : `${words}: ${step.title}`}"
  >
    ${words}
  </button>`;
}

const asked = (run: RunView, verb: RunVerb, tried: Typed | undefined, offer: RunOffer): Html[] =>
  runFields[verb].map((one) =>
    input(run, one, one.needed === true, tried?.[one.name] ?? '', { ...offer, seen: 0, typed: undefined }),
  );

const decide = (step: StepView | undefined): Html =>
  html`<div class="buttons">
    <button class="primary" name="goOn" value="yes" aria-label="Go on: ${step?.title ?? ''}">Go on</button>
    <button name="goOn" value="no" aria-label="End it here: ${step?.title ?? ''}">End it here</button>
  </div>`;

/** What shows that a step was done: words, a link, files. */
export function evidenceInputs(name: string, offer: RunOffer): Html {
  const tried = evidenceTried(name, offer) ?? {};
  return html`<label>
      <span>What shows it <span class="muted">optional</span></span>
      <textarea name="note" rows="3" maxlength="20000">${tried['note'] ?? ''}</textarea>
    </label>
    <label>
      <span>Where one sees it <span class="muted">optional</span></span>
      <input
        type="text"
        inputmode="url"
        name="link"
        value="${tried['link'] ?? ''}"
        maxlength="2000"
        placeholder="https://"
      />
    </label>
    <label>
      <span>Files <span class="muted">optional, up to ${evidenceLimits.fileBytes / 1024 / 1024} MB each</span></span>
      <input type="file" name="file" multiple />
    </label>`;
}

/** What was typed to show that a step was done, where that was refused. */
export const evidenceTried = (name: string, { typed }: RunOffer): Typed | undefined =>
  typed !== undefined && ['tick', 'done'].includes(typed.verb) && typed.values['step'] === name
    ? typed.values
    : undefined;

const triedOf = ({ typed }: RunOffer, verb: RunVerb, step: StepView | undefined): Typed | undefined =>
  typed?.verb === verb && (typed.values['step'] ?? undefined) === step?.name ? typed.values : undefined;
