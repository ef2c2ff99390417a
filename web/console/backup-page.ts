import { html } from 'hono/html';

import type { Decision } from '../../domain/backup/retention.ts';
import type { BackupShown } from '../../services/backup/list.ts';
import type { Html } from '../page.ts';
import { away, spell, when } from '../time.ts';

import { objectives, size, statusBadge } from './backups-page.ts';
import { whyInWords } from './run-words.ts';

const shown = 30;

/** One backup: what is promised of it, what is there, what proves it, and what would go. */
export function backupPage(one: BackupShown, now: number): Html {
  const { title, plan, name, timezone, nextAt, missedAt } = one;
  const kept = Object.entries(one.keep ?? {}).map(([level, age]) => `${level} ${age}`);
  return html`<p class="muted"><a href="/backups">Backups</a> · ${plan}/${name}</p>
    <h1>${title}</h1>
    ${statusBadge(one.status)} ${objectives(one)}
    <p class="dots muted">
      <span>${one.mode} by ${one.driver}, ${one.every}</span>
      <span>${one.places.length === 0 ? 'in Guardia’s own folder' : `in ${one.places.join(', ')}`}</span>
      <span>kept ${kept.length === 0 ? 'for ever' : kept.join(', ')}</span>
      ${one.restoreTest !== null && html`<span>restored every ${one.restoreTest}</span>`}
      <span>opens ${one.opens ?? 'nothing'}</span>
      ${nextAt !== null && html`<span>next ${when(nextAt, timezone)}</span>`}
      ${missedAt !== null && html`<span>missed since ${when(missedAt, timezone)} (${away(missedAt, now)})</span>`}
    </p>
    ${copies(one)} ${tests(one)}`;
}

/** The newest first, with what retention would do with those that are there. */
function copies({ history, retention, timezone }: BackupShown): Html {
  const fates = new Map(retention.map(({ copy, decision }) => [copy.id, decision]));
  const going = retention.filter(({ decision }) => !decision.stays).length;
  return html`<section aria-labelledby="copies">
    <h2 id="copies">Copies</h2>
    <p class="muted">Kept: ${retention.length}. Would go now: ${going === 0 ? 'none' : going}.</p>
    <ul class="card rows">
      ${history.slice(0, shown).map((copy) => row(copy, fates.get(copy.id), timezone))}
    </ul>
  </section>`;
}

type Copy = BackupShown['history'][number];

function state({ status, deleted_at: deletedAt, gone_why: why }: Copy): string {
  if (deletedAt === null) return status;
  return why === null ? 'gone' : `gone: ${why}`;
}

function row(copy: Copy, fate: Decision | undefined, timezone: string): Html {
  return html`<li class="row">
    <div>
      <p>${when(copy.made_at ?? copy.began_at, timezone)} ${copy.place !== '' && html`in ${copy.place}`}</p>
      <p class="dots muted">
        <span>${state(copy)}</span>
        ${copy.failed_why !== null && html`<span>${whyInWords(copy.failed_why)}</span>`} <span>${copy.mode}</span>
        ${copy.bytes !== null && html`<span>${size(copy.bytes)}</span>`}
        ${copy.ms !== null && html`<span>took ${spell(copy.ms)}</span>`}
        ${copy.proven_at !== null && html`<span>✓ restored ${when(copy.proven_at, timezone)}</span>`}
        ${fate !== undefined && html`<span>${fate.stays ? 'stays' : 'goes'}: ${fate.why}</span>`}
      </p>
    </div>
  </li>`;
}

const tests = ({ tests: all, timezone }: BackupShown): Html =>
  html`<section aria-labelledby="tests">
    <h2 id="tests">Restore tests</h2>
    ${all.length === 0 ? html`<p class="card empty">None has ended yet.</p>` : ''}
    <ul class="card rows">
      ${all.map(
        (one) =>
          html`<li class="row">
            <p class="dots">
              <span>${when(one.began_at, timezone)}</span> <span>${one.status}</span>
              ${one.ms !== null && html`<span>took ${spell(one.ms)}</span>`}
              ${one.failed_why !== null && html`<span>${whyInWords(one.failed_why)}</span>`}
            </p>
          </li>`,
      )}
    </ul>
  </section>`;
