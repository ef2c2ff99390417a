import { html } from 'hono/html';

import type { Past, showSchedule } from '../../services/schedule/show.ts';
import type { Html } from '../page.ts';
import { late, when } from '../time.ts';

import { onceKey } from './acts.ts';
import type { Attempt } from './monitor-page.ts';
import { scheduleBadges } from './schedules-page.ts';

type Shown = Awaited<ReturnType<typeof showSchedule>>;

const told = 30;

/** One schedule: when it comes round, what it has begun and left out, and what one can do about it. */
export function schedulePage(one: Shown, attempt: Attempt | undefined): Html {
  const { plan, name, title, every, timezone, onChangeOf, next, paused, history } = one;
  const path = `/schedules/${plan}/${name}`;
  return html`<p><a href="/schedules">Schedules</a></p>
    <h1>${title} <span class="muted">${plan}/${name}</span></h1>
    ${attempt !== undefined && html`<p class="notice" role="alert">${attempt.refusal.message}</p>`}
    <p>${scheduleBadges(one)}</p>
    <dl class="facts">
      ${fact('Every', every)} ${onChangeOf.length > 0 && fact('On change of', onChangeOf.join(', '))}
      ${next.length > 0 && fact('Next', html`${next.map(({ at }) => html`<div>${when(at, timezone)}</div>`)}`)}
      ${
        paused !== null && fact('Paused', html`until ${when(paused.until, timezone)} by ${paused.by}: ${paused.reason}`)
      }
    </dl>
    <div class="buttons">
      <form method="post" action="${path}/run">${onceKey()}<button>Begin now</button></form>
      ${paused !== null && html`<form method="post" action="${path}/resume"><button>Resume</button></form>`}
    </div>
    ${pauseForm(path, attempt)}
    <h2>History</h2>
    ${
      history.length === 0
        ? html`<p class="card empty">It has not come round yet.</p>`
        : html`<ul class="card rows">
            ${history.slice(0, told).map((past) => row(past, timezone))}
          </ul>`
    }`;
}

const fact = (name: string, value: Html | string): Html =>
  html`<dt>${name}</dt>
    <dd>${value}</dd>`;

const row = (past: Past, zone: string): Html =>
  html`<li class="dots">
    <span>${when(past.nominalAt, zone)}</span>
    <span>${past.outcome}${past.why !== null && `, ${past.why}`}${past.askedBy !== null && ` by ${past.askedBy}`}</span>
    ${past.lateMs !== null && html`<span>${late(past.lateMs)}</span>`} ${past.what !== null && begun(past.what)}
    ${past.status !== null && html`<span>${past.status}</span>`}
    ${past.reason !== null && html`<span>${past.pausedBy}: ${past.reason}</span>`}
    ${past.incident !== null && html`<span>overdue: <a href="/incidents/${past.incident}">${past.incident}</a></span>`}
  </li>`;

/** A run and a probe have no page of an incident. */
const begun = (what: string): Html =>
  /^[A-Z][A-Z0-9]*-\d+$/.test(what)
    ? html`<span><a href="/incidents/${what}">${what}</a></span>`
    : html`<span>${what}</span>`;

function pauseForm(path: string, attempt: Attempt | undefined): Html {
  const typed = attempt?.typed ?? {};
  return html`<details ${attempt === undefined ? '' : 'open'}>
    <summary>Pause</summary>
    <form method="post" action="${path}/pause" class="stack">
      ${onceKey()}
      <label> Why <input name="reason" value="${typed['reason'] ?? ''}" maxlength="1000" required /> </label>
      <label>
        <span>For <span class="muted">90 days where it is left out</span></span>
        <input name="for" value="${typed['for'] ?? ''}" placeholder="2 days" />
      </label>
      <button>Pause</button>
    </form>
  </details>`;
}
