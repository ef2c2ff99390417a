import { html } from 'hono/html';

import type { takingPart } from '../../services/incident/show.ts';
import type { IncidentView } from '../../services/incident/view.ts';
import type { Html } from '../page.ts';

import { onceKey, seen } from './acts.ts';
import type { NameOf } from './happenings.ts';

export type TakingPart = Awaited<ReturnType<typeof takingPart>>[number];

/** Who follows it, whom it affects and what it is linked to, each with a button that takes it away. */
export function belongings(
  incident: IncidentView,
  people: readonly TakingPart[],
  nameOf: NameOf,
  last: { readonly seen: number },
): Html | '' {
  const { relations } = incident;
  if (people.length === 0 && relations.length === 0) return '';
  return html`<section aria-labelledby="belongings">
    <h2 id="belongings">What belongs to it</h2>
    <ul class="card rows">
      ${people.map((one) => html`<li class="bond">${partaker(incident, one, nameOf, last)}</li>`)}
      ${relations.map((one) => html`<li class="bond">${relation(incident, one, last)}</li>`)}
    </ul>
  </section>`;
}

function partaker(incident: IncidentView, one: TakingPart, nameOf: NameOf, last: { readonly seen: number }): Html {
  const { person, name, email, role } = one;
  const known = person === null ? [name, email].filter(Boolean).join(', ') : nameOf(person);
  const who = person === null ? { email: email ?? '', name: email === null ? (name ?? '') : '' } : { person };
  return html`<p>${known} <span class="muted">${role === 'affected' ? 'is affected' : 'follows it'}</span></p>
    ${away(incident, 'unwatch', `Remove ${known}`, { ...who, as: role }, last)}`;
}

type Relation = IncidentView['relations'][number];

/** As this ticket says it: `child of`, `causes` … */
const relation = (incident: IncidentView, { as, to, title, status }: Relation, last: { readonly seen: number }): Html =>
  html`<p>
      <span class="muted">${as}</span>
      ${
        status === null
          ? to
          : html`<a href="/incidents/${to}">${to}</a> ${title} <span class="muted">${status.replace('_', ' ')}</span>`
      }
    </p>
    ${away(incident, 'unlink', `Unlink ${to}`, { to }, last)}`;

function away(
  { reference, acts }: IncidentView,
  verb: 'unwatch' | 'unlink',
  what: string,
  said: Readonly<Record<string, string>>,
  last: { readonly seen: number },
): Html | '' {
  if (!acts.some((one) => one.verb === verb)) return '';
  return html`<form method="post" action="/incidents/${reference}/${verb}">
    ${onceKey()} ${seen(last)}
    ${Object.entries(said).map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}" />`)}
    <button class="quiet" aria-label="${what}">Remove</button>
  </form>`;
}
