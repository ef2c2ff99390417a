import { html } from 'hono/html';

import type { Caller } from '../services/access/caller.ts';
import type { listKeys, MadeKey } from '../services/access/keys.ts';
import type { listSessions } from '../services/access/sessions.ts';

import { onceKey } from './console/acts.ts';
import type { Refusal } from './errors.ts';
import type { Html } from './page.ts';
import { when } from './time.ts';

type Key = Awaited<ReturnType<typeof listKeys>>[number];
type Session = Awaited<ReturnType<typeof listSessions>>[number];

interface Shown {
  readonly caller: Caller;
  readonly keys: readonly Key[];
  readonly sessions: readonly Session[];
  /** A key that was just made: it is shown this once. */
  readonly made?: MadeKey;
  readonly refusal?: Refusal;
}

/** Keys and sessions, each with a button that ends it, and a form for a new key. */
export const accountPage = ({ caller, keys, sessions, made, refusal }: Shown): Html =>
  html`<h1>My keys and sessions</h1>
    ${refusal !== undefined && html`<p class="notice" role="alert">${refusal.message}</p>`}
    ${made !== undefined && fresh(made)}
    <section aria-labelledby="keys">
      <h2 id="keys">Keys</h2>
      <p class="muted">A key is for programs and the command line. Whoever has it acts in the name of its person.</p>
      ${list(keys.filter(({ revokedAt }) => revokedAt === null).map(key))} ${form(caller)}
    </section>
    <section aria-labelledby="sessions">
      <h2 id="sessions">Sessions</h2>
      ${list(sessions.map(session))}
      <form method="post" action="/account/signout"><button>Sign out everywhere</button></form>
    </section>`;

const fresh = ({ id, key: secret }: MadeKey): Html =>
  html`<p class="done" role="status">
    The key ${id} is made. Copy it now, it is not shown again:<br /><code id="new-key">${secret}</code>
  </p>`;

const list = (rows: readonly Html[]): Html =>
  rows.length === 0
    ? html`<p class="card empty">There are none.</p>`
    : html`<ul class="card rows">
        ${rows}
      </ul>`;

const whose = ({ plan, person }: Key | Session): string =>
  person === null ? 'an administrator' : `${person} of ${plan}`;

const key = (one: Key): Html =>
  html`<li class="row">
    <div>
      <strong>${one.label}</strong> <code>${one.id}</code>
      <p class="muted">${whose(one)}, made ${when(one.createdAt, 'UTC')}</p>
    </div>
    <form method="post" action="/account/keys/${one.id}/revoke">
      <button aria-label="Revoke the key ${one.label}">Revoke</button>
    </form>
  </li>`;

const session = (one: Session): Html =>
  html`<li class="row">
    <div>
      <strong>${whose(one)}</strong>
      ${one.key === null ? 'by a mailed link' : html`with the key <code>${one.key}</code>`}
      <p class="muted">since ${when(one.createdAt, 'UTC')}, until ${when(one.expiresAt, 'UTC')}</p>
    </div>
    <form method="post" action="/account/sessions/${one.id}/revoke">
      <button aria-label="End the session of ${whose(one)}">End</button>
    </form>
  </li>`;

/** Who administers a plan names a person; others have a key of their own. */
const form = ({ plan, may }: Caller): Html =>
  html`<details>
    <summary>Make a key</summary>
    <form method="post" action="/account/keys" class="stack">
      ${onceKey()} ${plan === null && html`<label>Plan <input name="plan" required maxlength="100" /></label>`}
      ${
        may.includes('admin') &&
        html`<label>Person <input name="person" maxlength="100" ${plan === null ? 'required' : ''} /></label>`
      }
      <label>What it is for <input name="label" maxlength="100" placeholder="laptop" /></label>
      <button>Make a key</button>
    </form>
  </details>`;
