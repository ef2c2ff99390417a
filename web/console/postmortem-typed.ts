import { Invalid } from '../../services/desk.ts';
import type { DraftWords } from '../../services/incident/draft.ts';
import type { AskedBodies } from '../../services/incident/prepare.ts';
import type { Typed } from '../typed.ts';

import { fields, isNeeded, read } from './fields.ts';
import type { Field } from './fields.ts';

/** What each preventive action says. */
export const actionFields: readonly (Field & { readonly name: 'title' | 'owner' | 'due' })[] = [
  { name: 'title', label: 'What is to be done', kind: 'line' },
  { name: 'owner', label: 'Owner', kind: 'person' },
  { name: 'due', label: 'Due', kind: 'date' },
];

export const mostActions = 50;

/** What is wrong with what was typed, by field. */
export type Wrong = Readonly<Record<string, string>>;

/** How a part of an action is called: in forms, and where something is wrong with it. */
export const partOf = (index: number, name: string): string => `actions/${index}/${name}`;

/** What was typed, the actions close together: lines left empty in between are no actions. */
export function closedUp(typed: Typed): Typed {
  const rest = Object.entries(typed).filter(([name]) => !name.startsWith('actions/'));
  const actions = Array.from({ length: mostActions }, (_, index) =>
    actionFields.map(({ name }) => typed[partOf(index, name)] ?? ''),
  ).filter((parts) => parts.some((part) => part !== ''));
  const moved = actions.flatMap((parts, index) =>
    parts.map((part, which) => [partOf(index, actionFields[which]!.name), part]),
  );
  return Object.fromEntries([...rest, ...moved]);
}

const runbookPrefix = 'runbooks/';

/** How a runbook is called in forms. */
export const runbookNamed = (name: string): string => `${runbookPrefix}${name}`;

const runbooksIn = (typed: Typed): string[] =>
  Object.keys(typed)
    .filter((name) => name.startsWith(runbookPrefix) && typed[name] === 'on')
    .map((name) => name.slice(runbookPrefix.length));

/** How many actions were typed. */
export const actionsIn = (typed: Typed): number =>
  Object.keys(typed).filter((name) => /^actions\/\d+\/title$/.test(name)).length;

/** The post-mortem that was typed, and what is wrong with it; a draft may lack anything. `typed` is closed up. */
export function postmortemIn(
  typed: Typed,
  zone: string,
  isDraft: boolean,
): { readonly body: AskedBodies['postmortem']; readonly draft: DraftWords; readonly wrong: Wrong } {
  const wrong: Record<string, string> = {};
  const value = (one: Field, name: string, needed: boolean) => {
    try {
      return read(one, typed[name] ?? '', needed && !isDraft, zone);
    } catch (error) {
      if (!(error instanceof Invalid)) throw error;
      wrong[name] = error.message;
      return undefined;
    }
  };
  const said = fields.postmortem.map((one) => [one.name, value(one, one.name, isNeeded('postmortem', one))]);
  const actions = Array.from({ length: actionsIn(typed) }, (_, index) =>
    given(actionFields.map((one) => [one.name, value(one, partOf(index, one.name), true)])),
  );
  const runbooks = runbooksIn(typed);
  const draft: DraftWords = {
    ...given(said),
    ...(actions.length > 0 && { actions }),
    ...(runbooks.length > 0 && { runbooks }),
  };
  return { body: draft as AskedBodies['postmortem'], draft, wrong };
}

const given = (entries: readonly (readonly unknown[])[]): object =>
  Object.fromEntries(entries.filter(([, value]) => value !== undefined) as [string, unknown][]);

/** A draft as forms have it. */
export function typedOf(draft: DraftWords): Typed {
  const { actions, runbooks = [], text } = draft;
  const rows = typeof actions === 'object' ? actions : [];
  return {
    ...(given(fields.postmortem.map(({ name }) => [name, Reflect.get(draft, name)])) as Typed),
    ...Object.fromEntries(
      rows.flatMap((one, index) => actionFields.map(({ name }) => [partOf(index, name), one[name] ?? ''])),
    ),
    ...Object.fromEntries(runbooks.map((name) => [runbookNamed(name), 'on'])),
    // Actions in words were told by a program: they are not to be lost.
    ...(typeof actions === 'string' && { text: [text, actions].filter(Boolean).join('\n\n') }),
  };
}
