import { html } from 'hono/html';

import type { IncidentView } from '../../services/incident/view.ts';
import type { Html } from '../page.ts';
import type { Typed } from '../typed.ts';

import { onceKey } from './acts.ts';
import type { PlanShown } from './choices.ts';
import { fields, isNeeded } from './fields.ts';
import type { Field } from './fields.ts';
import { options } from './filters.ts';
import { actionFields, actionsIn, mostActions, partOf, runbookNamed } from './postmortem-typed.ts';
import type { Wrong } from './postmortem-typed.ts';

/** A post-mortem as it is being written. */
export interface Writing {
  readonly typed: Typed;
  readonly wrong: Wrong;
  /** The version of the draft that its writer has seen, 0 for none. */
  readonly version: number;
}

/** Everything that a post-mortem says, with a line for each preventive action. It needs no script. */
export function postmortemForm({ reference }: IncidentView, plan: PlanShown, writing: Writing): Html {
  return html`<section aria-labelledby="write">
    <h2 id="write">Write it</h2>
    <form method="post" action="/incidents/${reference}/postmortem" class="stack card">
      ${onceKey()} <input type="hidden" name="version" value="${writing.version}" autocomplete="off" />
      ${fields.postmortem.map((one) => wordsOf(one, writing))} ${actions(plan, writing)} ${runbooks(plan, writing)}
      <div class="buttons">
        <button name="save" value="draft" formnovalidate>Save draft</button>
        <button class="primary">Write the post-mortem</button>
      </div>
      <p class="muted small">
        A draft is kept for whoever goes on with it, the last one saved. Written, the post-mortem is part of the record
        and its actions are tickets.
      </p>
    </form>
  </section>`;
}

function wordsOf(one: Field, writing: Writing): Html {
  const needed = isNeeded('postmortem', one);
  return html`<label>
      <span>${one.label}${!needed && html` <span class="muted">optional</span>`}</span>
      ${area(html`name="${one.name}" ${needed ? 'required' : ''} ${marks(one.name, writing)}`, writing.typed[one.name])}
    </label>
    ${fault(one.name, writing)}`;
}

const area = (attributes: Html, value = ''): Html =>
  html`<textarea ${attributes} rows="3" maxlength="20000">${value}</textarea>`;

const spare = 5;

function actions(plan: PlanShown, writing: Writing): Html {
  const count = Math.min(mostActions, actionsIn(writing.typed) + spare);
  return html`<fieldset>
    <legend>What will be done so that it does not happen again <span class="muted">optional</span></legend>
    <p class="muted small">
      Each line becomes a ticket of its owner, due by the end of that day and followed until it is done. Empty lines do
      not count; there are more once the draft is saved.
    </p>
    ${Array.from({ length: count }, (_, index) => action(plan, writing, index))}
  </fieldset>`;
}

function runbooks({ runbooks: all }: PlanShown, writing: Writing): Html | '' {
  if (all.length === 0) return '';
  return html`<fieldset>
    <legend>Runbooks to be brought up to date <span class="muted">optional</span></legend>
    <p class="muted small">Each becomes a ticket of yours, due in a week.</p>
    ${all.map(({ id, title }) => {
      const name = runbookNamed(id);
      const ticked = writing.typed[name] === 'on' ? 'checked' : '';
      return html`<label class="tick"><input type="checkbox" name="${name}" ${ticked} /> ${title}</label>`;
    })}
    ${fault('runbooks', writing)}
  </fieldset>`;
}

const action = (plan: PlanShown, writing: Writing, index: number): Html =>
  html`<div class="action" role="group" aria-label="Action ${index + 1}">
    ${actionFields.map(({ name, label, kind }) => {
      const full = partOf(index, name);
      return html`<div>
        <label>
          <span>${label}</span>
          ${control(kind, html`name="${full}" ${marks(full, writing)}`, writing.typed[full] ?? '', plan)}
        </label>
        ${fault(full, writing)}
      </div>`;
    })}
  </div>`;

function control(kind: Field['kind'], attributes: Html, value: string, { people }: PlanShown): Html {
  if (kind === 'line') return html`<input ${attributes} value="${value}" maxlength="200" />`;
  if (kind === 'date') return html`<input type="date" ${attributes} value="${value}" />`;
  const known =
    value === '' || people.some(({ id }) => id === value) ? people : [...people, { id: value, title: value }];
  return html`<select ${attributes}>
    <option value="">–</option>
    ${options(known, value)}
  </select>`;
}

const idOf = (name: string): string => `fault-${name.replaceAll('/', '-')}`;

/** Tells whoever cannot see it what stands beside. */
const marks = (name: string, { wrong }: Writing): Html | '' =>
  wrong[name] === undefined ? '' : html`aria-invalid="true" aria-describedby="${idOf(name)}"`;

const fault = (name: string, { wrong }: Writing): Html | '' =>
  wrong[name] === undefined ? '' : html`<p class="fault" id="${idOf(name)}">${wrong[name]}</p>`;
