import { html } from 'hono/html';

import type { Uptime } from '../../services/uptime/show.ts';
import type { Html } from '../page.ts';
import { spell } from '../time.ts';

/** How the services of a plan are this month, against what is promised of them. */
export const uptimeSection = (all: readonly Uptime[]): Html | '' =>
  all.length === 0
    ? ''
    : html`<h3>Uptime in ${all[0]!.month}</h3>
        <ul class="card rows">
          ${all.map(row)}
        </ul>`;

function row({ service, title, met, ...one }: Uptime): Html {
  return html`<li class="row">
    <div>
      <h4>${title} <span class="muted">${service}</span></h4>
      <p class="dots muted">${figures(one).map((figure) => html`<span>${figure}</span>`)}</p>
    </div>
    ${met !== null && html`<span class="badge ${met ? 'good' : 'alarm'}">${met ? '✓ kept' : '▲ broken'}</span>`}
  </li>`;
}

function figures({ uptime, target, budget, burn, downMs }: Omit<Uptime, 'service' | 'title' | 'met'>): string[] {
  const fast = burn?.['1h'] ?? 0;
  return [
    uptime === null ? 'nothing is known yet' : `${inPercent(uptime)} up`,
    ...(target === null ? [] : [`promised ${inPercent(target)}`]),
    ...(downMs > 0 ? [`down ${spell(downMs)}`] : []),
    ...(budget === null ? [] : [left(budget.leftMs)]),
    ...(fast > 1 ? [`burns ${fast.toFixed(1)} times too fast`] : []),
  ];
}

const left = (ms: number): string =>
  ms >= 0 ? `${spell(ms)} of the error budget left` : `${spell(-ms)} more than the error budget`;

/** Cut, never rounded up: 99.499 % is not 99.5 %. */
const inPercent = (share: number): string => `${Number((Math.floor(share * 1e5 + 1e-6) / 1e3).toFixed(3))}%`;
