import { html } from 'hono/html';

import type { showMonitor } from '../../services/monitor/show.ts';
import type { Refusal } from '../errors.ts';
import type { Html } from '../page.ts';
import { away, when } from '../time.ts';
import type { Typed } from '../typed.ts';

import { onceKey } from './acts.ts';
import { monitorBadges } from './monitors-page.ts';
import { sparkline } from './sparkline.ts';

type Shown = Awaited<ReturnType<typeof showMonitor>>;

/** What somebody tried, and why it could not be. */
export interface Attempt {
  readonly typed: Typed;
  readonly refusal: Refusal;
}

const told = 20;

/** One monitor: how it stands, how long its answers took, its last results or what it `heard`, and what one can do about it. */
export function monitorPage(one: Shown, heard: Html | '', now: number, attempt: Attempt | undefined): Html {
  const { plan, kind, name, title, askedAt, results, timezone } = one;
  const times = results.flatMap(({ ms }) => (ms === null ? [] : [ms])).toReversed();
  return html`<p><a href="/monitors">Monitors</a></p>
    <h1>${title} <span class="muted">${plan}/${kind}/${name}</span></h1>
    ${attempt !== undefined && html`<p class="notice" role="alert">${attempt.refusal.message}</p>`}
    <p>${monitorBadges(one)}</p>
    ${facts(one, now)}
    ${askedAt !== null && html`<p class="notice">It is being looked at: reload this page in a moment.</p>`}
    ${times.length > 1 && sparkline(times)} ${forms(one, attempt)} ${heard}
    ${
      results.length > 0 &&
      html`<h2>Last results</h2>
        <ul class="card rows">
          ${results.slice(0, told).map((each) => result(each, timezone))}
        </ul>`
    }`;
}

const facts = ({ every, opens, service, since, timezone, last, muted }: Shown, now: number): Html =>
  html`<dl class="facts">
    ${since !== null && fact('Since', html`${when(since, timezone)} (${away(since, now)})`)}
    ${last !== null && fact('Last', html`${when(last.at, timezone)}: ${last.words}`)} ${fact('Looked at', every)}
    ${fact('Opens', opens ?? 'nothing')} ${service !== null && fact('Service', service)}
    ${
      muted !== null &&
      fact('Muted', html`until ${when(muted.until, timezone)} by ${muted.by}${muted.reason && `: ${muted.reason}`}`)
    }
  </dl>`;

const fact = (name: string, value: Html | string): Html =>
  html`<dt>${name}</dt>
    <dd>${value}</dd>`;

const result = ({ at, ok, ms, words }: Shown['results'][number], zone: string): Html =>
  html`<li class="dots">
    <span>${ok ? '✓' : '▲'} ${when(at, zone)}</span>
    ${ms !== null && html`<span>${ms} ms</span>`} ${words !== null && html`<span>${words}</span>`}
  </li>`;

function forms({ plan, kind, name, muted, status }: Shown, attempt: Attempt | undefined): Html {
  const path = `/monitors/${plan}/${kind}/${name}`;
  return html`<div class="buttons">
      ${
        kind !== 'heartbeat' &&
        status !== 'not configured' &&
        html`<form method="post" action="${path}/run"><button>Look now</button></form>`
      }
      ${muted !== null && html`<form method="post" action="${path}/unmute"><button>Unmute</button></form>`}
    </div>
    ${muteForm(path, attempt)}`;
}

function muteForm(path: string, attempt: Attempt | undefined): Html {
  const typed = attempt?.typed ?? {};
  return html`<details ${attempt === undefined ? '' : 'open'}>
    <summary>Mute</summary>
    <form method="post" action="${path}/mute" class="stack">
      ${onceKey()}
      <label> For <input name="for" value="${typed['for'] ?? ''}" placeholder="2h" required /> </label>
      <label>
        <span>Why <span class="muted">optional</span></span>
        <input name="reason" value="${typed['reason'] ?? ''}" maxlength="1000" />
      </label>
      <button>Mute</button>
    </form>
  </details>`;
}
