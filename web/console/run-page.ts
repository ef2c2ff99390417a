import { html } from 'hono/html';

import type { RunVerb } from '../../domain/procedure/acts.ts';
import type { runEvents, runJobs } from '../../services/procedure/show.ts';
import type { RunView } from '../../services/procedure/view.ts';
import type { Refusal } from '../errors.ts';
import { sayBytes } from '../file.ts';
import type { Html, Page } from '../page.ts';
import { away, when } from '../time.ts';
import type { Typed } from '../typed.ts';

import { choicesFor } from './choices.ts';
import type { PlanShown } from './choices.ts';
import { runForm } from './run-forms.ts';
import type { RunOffer } from './run-forms.ts';
import { stepSection } from './run-step.ts';
import { namesIn, runBadge, runHappening } from './run-words.ts';

type RunEvent = Awaited<ReturnType<typeof runEvents>>[number];

/** What is shown of a run. */
export interface RunShown {
  readonly run: RunView;
  readonly events: readonly RunEvent[];
  readonly jobs: Awaited<ReturnType<typeof runJobs>>;
  readonly plan: PlanShown;
  readonly now: number;
  readonly attempt: { readonly verb: RunVerb; readonly typed: Typed; readonly refusal: Refusal } | undefined;
}

/** One run with its steps, what can be done in it, and what has happened. */
export function runPage({ run, events, jobs, plan, now, attempt }: RunShown): Page {
  const { reference, title, description } = run;
  const blank = { level: null, clocks: [], phases: [], type: '', fields: {} };
  const typed = attempt && { verb: attempt.verb, values: attempt.typed };
  const offer: RunOffer = { choices: choicesFor(blank, plan), now, nameOf: namesIn(plan.people), jobs, typed };
  const body = html`<article>
    <p class="crumbs"><a href="/runs">Runs</a> / ${reference}</p>
    <h1>${title}</h1>
    <p>${runBadge(run)}</p>
    ${attempt !== undefined && html`<p class="notice" role="alert">${attempt.refusal.message}</p>`}
    ${description !== null && html`<p class="words">${description}</p>`}
    <div class="columns">
      <div>
        <section aria-labelledby="steps">
          <h2 id="steps">Steps</h2>
          <ol class="steps">
            ${run.steps.map((step, index) => stepSection(run, step, index + 1, offer))}
          </ol>
        </section>
        ${whole(run, offer)} ${happened(run, events, offer)}
      </div>
      ${facts(run, plan, now)}
    </div>
  </article>`;
  return { title: `${reference} ${title}`, body };
}

const whole = (run: RunView, offer: RunOffer): Html | '' =>
  run.acts.length === 0
    ? ''
    : html`<section aria-labelledby="whole">
        <h2 id="whole">The whole</h2>
        <div class="forms">${run.acts.map(({ verb }) => runForm(run, verb, undefined, offer))}</div>
      </section>`;

function facts(run: RunView, plan: PlanShown, now: number): Html {
  const { timezone } = run;
  const all: [string, Html | string | null][] = [
    ['Plan', `${plan.title}, version ${run.planVersion}`],
    ['Procedure', run.procedure],
    ['For', run.incident === null ? null : html`<a href="/incidents/${run.incident}">${run.incident}</a>`],
    ['Called by', run.parent === null ? null : html`<a href="/runs/${run.parent}">${run.parent}</a>`],
    ['Begun', html`${when(run.startedAt, timezone)} (${reasons[run.why]})`],
    [
      'Should be done',
      run.dueAt === null || run.endedAt !== null ? null : html`${when(run.dueAt, timezone)}, ${away(run.dueAt, now)}`,
    ],
    ['Paused until', run.pausedUntil === null ? null : when(run.pausedUntil, timezone)],
    ['Ended', run.endedAt === null ? null : when(run.endedAt, timezone)],
    ...Object.entries(run.answers).map(([name, value]): [string, string] => [name, value]),
  ];
  return html`<aside class="card" aria-labelledby="facts">
    <h2 id="facts">Facts</h2>
    <dl class="facts">
      ${all
        .filter(([, value]) => value !== null)
        .map(
          ([name, value]) =>
            html`<dt>${name}</dt>
              <dd>${value}</dd>`,
        )}
    </dl>
  </aside>`;
}

const reasons: Readonly<Record<RunView['why'], string>> = {
  asked: 'asked for',
  schedule: 'by schedule',
  incident: 'for a ticket',
  change: 'after a change',
  call: 'called',
};

function happened(
  { reference, steps, files, timezone }: RunView,
  events: readonly RunEvent[],
  { nameOf }: RunOffer,
): Html {
  const title = (name: string) => steps.find((step) => step.name === name)?.title ?? name;
  return html`<section aria-labelledby="timeline">
    <h2 id="timeline">Timeline</h2>
    <ol class="card rows">
      ${events.map(
        (one) =>
          html`<li class="entry ${one.by === null ? 'automatic' : ''}">
            <p class="muted">${when(one.at, timezone)}</p>
            <div>
              <p>${runHappening(one, title)} <span class="muted">by ${nameOf(one.by)}</span></p>
              ${Object.entries(one.text ?? {}).map(([name, words]) => (name === 'files' ? '' : said(name, words)))}
              ${files.filter(({ event }) => event === one.key).map((file) => given(reference, file))}
            </div>
          </li>`,
      )}
    </ol>
  </section>`;
}

const given = (reference: string, { id, name, size }: RunView['files'][number]): Html =>
  html`<p><a href="/runs/${reference}/files/${id}">${name}</a> <span class="muted">${sayBytes(size)}</span></p>`;

const said = (name: string, words: string): Html =>
  name === 'link' && /^https?:\/\//i.test(words)
    ? html`<p><a href="${words}" rel="noreferrer noopener">${words}</a></p>`
    : html`<blockquote>${words}</blockquote>`;
