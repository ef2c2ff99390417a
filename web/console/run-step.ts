import { html } from 'hono/html';

import type { RunVerb } from '../../domain/procedure/acts.ts';
import type { RunView } from '../../services/procedure/view.ts';
import type { Html } from '../page.ts';
import { away, spell, when } from '../time.ts';

import { onceKey } from './acts.ts';
import type { NameOf } from './happenings.ts';
import { backTo, evidenceInputs, evidenceTried, runForm } from './run-forms.ts';
import type { RunOffer } from './run-forms.ts';
import { stepBadge } from './run-words.ts';

type StepView = RunView['steps'][number];

/** One step: how it stands, whose it is, until when, what is to be done, and forms to do it. */
export function stepSection(run: RunView, step: StepView, number: number, offer: RunOffer): Html {
  const { name, title, description, status } = step;
  const isNow = ['ready', 'undoing', 'failed', 'unknown'].includes(status);
  const heading = `${number}. ${title}`;
  return html`<li
    class="step ${isNow ? 'now' : ''} ${status === 'failed' ? 'late' : ''}"
    id="${anchorOf(run, name, offer)}"
  >
    <div class="bond">
      ${offer.onTicket === true ? html`<h4>${heading}</h4>` : html`<h3>${heading}</h3>`} ${stepBadge(step)}
    </div>
    <p class="dots muted small">${facts(run, step, offer).map((one) => html`<span>${one}</span>`)}</p>
    ${description !== null && html`<p class="words">${description}</p>`}
    ${status === 'undoing' || status === 'undone' ? way(step) : work(run, step, offer)}
    ${step.criteria.length > 0 && html`<p class="small">It has succeeded when: ${step.criteria.join('; ')}</p>`}
    ${step.gives.length > 0 && html`<p class="small">It leaves behind: ${step.gives.join(', ')}</p>`}
    ${output(run, step, offer)} ${forms(run, step, offer)}
  </li>`;
}

/** On the page of a ticket there may be several runs. */
export const anchorOf = ({ reference }: RunView, step: string, { onTicket }: Pick<RunOffer, 'onTicket'>): string =>
  onTicket === true ? `${reference}-step-${step}` : `step-${step}`;

const doId = (run: RunView, step: string, offer: RunOffer): string => `do-${anchorOf(run, step, offer)}`;

const isOpen = ({ status }: StepView): boolean => ['waiting', 'ready', 'running', 'undoing'].includes(status);

function facts({ timezone }: RunView, step: StepView, { nameOf, now }: RunOffer): (Html | string)[] {
  return [
    step.name,
    ...(step.byPeople ? [] : [`${step.kind}${step.runsOn === null ? '' : ` on ${step.runsOn}`}`]),
    ...whose(step, nameOf),
    ...(step.status === 'waiting' ? [] : [html`since ${when(step.since, timezone)}`]),
    ...(isOpen(step) ? boxes(step, timezone, now) : []),
    ...(step.attempts > 1 ? [`try ${step.attempts}`] : []),
    ...(step.child === null ? [] : [html`<a href="/runs/${step.child}">${step.child}</a>`]),
  ];
}

function whose(step: StepView, nameOf: NameOf): string[] {
  if (step.doneBy !== null) return [`by ${nameOf(step.doneBy)}`];
  const people = step.takenBy === null ? step.owner : [step.takenBy];
  return isOpen(step) && people.length > 0 ? [`for ${people.map(nameOf).join(', ')}`] : [];
}

const boxes = ({ fromAt, dueAt, notBefore }: StepView, zone: string, now: number): Html[] => [
  ...(fromAt === null ? [] : [html`from ${when(fromAt, zone)}`]),
  ...(notBefore === null || notBefore <= now ? [] : [html`not before ${when(notBefore, zone)}`]),
  ...(dueAt === null
    ? []
    : [
        dueAt < now
          ? html`<strong class="alarm">▲ should have been done ${spell(now - dueAt)} ago</strong>`
          : html`to be done by ${when(dueAt, zone)}, ${away(dueAt, now)}`,
      ]),
];

/** How it is undone. */
const way = ({ undo }: StepView): Html =>
  html`<p>To undo it:</p>
    <ul class="ticks">
      ${undo.map((line) => html`<li>${line}</li>`)}
    </ul>`;

function work(run: RunView, step: StepView, offer: RunOffer): Html | '' {
  const { kind, what, title } = step;
  if (kind === 'do') return items(run, step, offer);
  const lines = what.filter((line) => line !== title);
  return lines.length === 0 ? '' : html`<p class="words"><code>${lines.join('\n')}</code></p>`;
}

/** Each line with a button to tick it, or the tick and a button that takes it away. */
function items(run: RunView, step: StepView, offer: RunOffer): Html {
  const can = step.acts.some(({ verb }) => verb === 'tick');
  const isDone = (index: number) => step.status === 'done' || step.ticked.includes(index);
  return html`<ul class="ticks">
      ${step.what.map(
        (line, index) =>
          html`<li class="bond">
            <p>
              <span aria-hidden="true">${isDone(index) ? '☑' : '☐'}</span>
              ${line}${isDone(index) && html`<span class="muted"> (done)</span>`}
            </p>
            ${can && (isDone(index) ? untick(run, step, index, offer) : html`<button form="${doId(run, step.name, offer)}" formaction="/runs/${run.reference}/tick" name="item" value="${index + 1}" aria-label="Tick: ${line}">Tick</button>`)}
          </li>`,
      )}
    </ul>
    ${can && doForm(run, step, offer)}`;
}

const untick = (run: RunView, { name, what }: StepView, index: number, offer: RunOffer): Html =>
  html`<form method="post" action="/runs/${run.reference}/tick">
    ${onceKey()} ${backTo(run, offer)} <input type="hidden" name="step" value="${name}" /><input
      type="hidden"
      name="untick"
      value="yes"
    />
    <button class="quiet" name="item" value="${index + 1}" aria-label="Take back: ${what[index]!}">Take back</button>
  </form>`;

/** What is sent with each tick: what shows it. */
const doForm = (run: RunView, { name, what }: StepView, offer: RunOffer): Html =>
  html`<form
    id="${doId(run, name, offer)}"
    method="post"
    action="/runs/${run.reference}/done"
    enctype="multipart/form-data"
    class="stack"
  >
    ${onceKey()} ${backTo(run, offer)} <input type="hidden" name="step" value="${name}" />
    <details ${evidenceTried(name, offer) === undefined ? '' : 'open'}>
      <summary>Add what shows it</summary>
      <div class="stack inner">${evidenceInputs(name, offer)}</div>
    </details>
    <button class="primary">${what.length > 1 ? 'All of it is done' : 'It is done'}</button>
  </form>`;

/** What machines said about it. */
function output({ timezone }: RunView, { name }: StepView, { jobs }: RunOffer): Html | '' {
  const own = jobs.filter(({ step }) => step === name);
  if (own.length === 0) return '';
  return html`${own.map(
    ({ attempt, undo, begun_at: at, outcome, output: words }) =>
      html`<details class="small">
        <summary>${undo ? 'Undoing' : 'Output'}${attempt > 1 && `, try ${attempt}`}: ${outcome ?? 'running'}</summary>
        <div class="inner">
          <p class="muted">begun ${when(at, timezone)}</p>
          <pre tabindex="0" aria-label="What it said">${words ?? 'It has said nothing.'}</pre>
        </div>
      </details>`,
  )}`;
}

/** Done above, with the lines themselves. */
const above: readonly RunVerb[] = ['tick'];

function forms(run: RunView, step: StepView, offer: RunOffer): Html | '' {
  const withItems = step.acts.some(({ verb }) => verb === 'tick');
  const verbs = step.acts
    .map(({ verb }) => verb)
    .filter((verb) => !above.includes(verb) && !(withItems && verb === 'done'));
  return verbs.length === 0
    ? ''
    : html`<div class="forms">${verbs.map((verb) => runForm(run, verb, step, offer))}</div>`;
}
