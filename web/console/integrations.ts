import type { Hono } from 'hono';
import { html } from 'hono/html';

import type { Desk } from '../../services/desk.ts';
import { integrations, latenessNow } from '../../services/integration/list.ts';
import type { IntegrationView } from '../../services/integration/list.ts';
import type { Html } from '../page.ts';
import { answer } from '../page.ts';
import type { Env } from '../session.ts';
import { late, when } from '../time.ts';

/** How what is told beside people stands, and how late all that was told arrived. */
export function integrationRoute(web: Hono<Env>, desk: Desk): void {
  web.get('/integrations', async (c) => {
    const caller = c.get('caller');
    const [all, lateness] = [await integrations(desk, caller), await latenessNow(desk, caller)];
    const body = html`<h1>Channels</h1>
      ${promise(lateness)}
      <section aria-labelledby="integrations">
        <h2 id="integrations">Integrations</h2>
        ${
          all.length === 0
            ? html`<p class="card empty">No plan has integrations.</p>`
            : html`<ul class="card rows">
                ${all.map(integration)}
              </ul>`
        }
      </section>`;
    return answer(c, { title: 'Channels', body, by: caller.by });
  });
}

const promise = (all: Awaited<ReturnType<typeof latenessNow>>): Html =>
  html`<section aria-labelledby="lateness">
    <h2 id="lateness">How late messages were in the last 30 days</h2>
    ${
      all.length === 0
        ? html`<p class="card empty">Nothing was told yet.</p>`
        : html`<ul class="card rows">
            ${all.map(
              ({ plan, channel, count, p50, p99 }) =>
                html`<li>
                  <strong>${plan}</strong> by ${channel}: half at most ${late(p50)}, 99% at most ${late(p99)}
                  <span class="muted">(${count})</span>
                </li>`,
            )}
          </ul>`
    }
  </section>`;

const signs: Readonly<Record<IntegrationView['state'], string>> = {
  well: '✓',
  failing: '▲',
  'left alone': '▲',
  disabled: '✕',
  'not configured': '…',
  'never told': '…',
  'not told': '',
};

const integration = (one: IntegrationView): Html =>
  html`<li class="entry">
    <p class="muted">${one.plan}/${one.name}</p>
    <div>
      <p>
        <strong>${one.title}</strong> ${one.kind}
        <span class="badge">${signs[one.state]} ${one.state}</span>
      </p>
      <p class="muted small">
        ${one.lacks !== null && html`${one.lacks}. `}${one.sentAt !== null && html`Last told ${when(one.sentAt, 'UTC')}. `}
        ${one.failedAt !== null && html`Last failed ${when(one.failedAt, 'UTC')}: ${one.code}. `}
        ${one.state === 'left alone' && html`Tried again from ${when(one.openUntil!, 'UTC')}. `}
        ${one.fallback !== null && html`Meanwhile: ${one.fallback}.`}
      </p>
    </div>
  </li>`;
