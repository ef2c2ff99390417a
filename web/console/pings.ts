import { html } from 'hono/html';

import type { pings } from '../../services/heartbeat/pings.ts';
import type { Html } from '../page.ts';
import { spell, when } from '../time.ts';

type Ping = Awaited<ReturnType<typeof pings>>[number];

const told = 20;
const signs = { ok: '✓', fail: '▲', start: '▷', log: '·' };

/** What a heartbeat has heard last, each with a link to what was said. */
export const pingSection = (all: readonly Ping[], path: string, zone: string): Html | '' =>
  all.length === 0
    ? ''
    : html`<h2>Last pings</h2>
        <ul class="card rows">
          ${all.slice(0, told).map((one) => ping(one, path, zone))}
        </ul>`;

const ping = ({ id, at, kind, exit, ms, bytes }: Ping, path: string, zone: string): Html =>
  html`<li class="dots">
    <span>${signs[kind]} ${when(at, zone)}</span>
    <span>${kind}${exit !== null && ` with code ${exit}`}</span>
    ${ms !== null && html`<span>took ${spell(ms)}</span>`}
    ${bytes > 0 && html`<span><a href="${path}/pings/${id}">what it said</a> (${bytes} bytes)</span>`}
  </li>`;
