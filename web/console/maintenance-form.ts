import { html } from 'hono/html';

import type { Plan } from '../../domain/plan.ts';
import { spellTarget } from '../../language/time/target.ts';
import type { Html } from '../page.ts';
import { spell } from '../time.ts';

import { onceKey } from './acts.ts';
import { wallTime } from './fields.ts';
import { options } from './filters.ts';
import type { MaintenanceShown } from './maintenance-page.ts';

/** To plan maintenance of a plan for a time of its own. */
export function maintenanceForm(plan: Plan, { now, attempt }: MaintenanceShown): Html {
  const { zone, kinds } = plan.maintenance!;
  const tried = attempt?.typed['plan'] === plan.slug;
  const typed = tried ? attempt.typed : {};
  const instant = (name: string, needed: boolean) =>
    html`<input
      type="datetime-local"
      name="${name}"
      value="${typed[name] ?? ''}"
      min="${wallTime(now, zone)}"
      ${needed ? 'required' : ''}
    />`;
  const optional = html`<span class="muted">optional</span>`;
  return html`<details ${tried ? 'open' : ''}>
    <summary>Plan maintenance<span class="spare"> of ${plan.title}</span></summary>
    <form method="post" action="/maintenance" class="stack">
      ${onceKey()}
      <input type="hidden" name="plan" value="${plan.slug}" />
      <label>
        What
        <select name="kind" required>
          ${options(Object.entries(kinds).map(choice), typed['kind'])}
        </select>
      </label>
      <label>From (${zone}) ${instant('from', true)}</label>
      <label>
        <span>For how long <span class="muted">left out: as long as it usually lasts</span></span>
        <input name="lasts" value="${typed['lasts'] ?? ''}" maxlength="50" placeholder="2h" />
      </label>
      <label>
        <span>Service <span class="muted">left out: those it usually affects</span></span>
        <select name="service">
          <option value="">–</option>
          ${options(
            Object.entries(plan.services).map(([id, { title }]) => ({ id, title })),
            typed['service'],
          )}
        </select>
      </label>
      <label>
        <span>Announce it (${zone}) <span class="muted">left out: at once</span></span>
        ${instant('announceAt', false)}
      </label>
      <label>
        <span>What whoever is told should know ${optional}</span>
        <textarea name="description" rows="3" maxlength="20000">${typed['description'] ?? ''}</textarea>
      </label>
      <button class="primary">Plan it</button>
    </form>
  </details>`;
}

type Kind = NonNullable<Plan['maintenance']>['kinds'][string];

/** With what decides when it can be. */
const choice = ([id, { title, lastsMs, notice }]: [string, Kind]) => ({
  id,
  title: `${title}: ${spell(lastsMs)}${notice === null ? '' : `, announced ${spellTarget(notice)} before`}`,
});
