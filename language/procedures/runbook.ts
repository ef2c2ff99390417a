import type { Plan } from '../../domain/plan.ts';
import type { Tell } from '../../domain/plan/people.ts';
import type { Procedure, Step } from '../../domain/plan/procedures.ts';
import type { Texts } from '../beside.ts';

import { sectionsOf } from './markdown.ts';
import type { Section } from './markdown.ts';
import { plainProcedure, plainStep } from './plain.ts';

/** The runbooks with something to tick or to run, by `runbooks/<id>`, as far as their texts stand beside the plan. */
export function runbookProcedures(
  { runbooks }: Pick<Plan, 'runbooks'>,
  texts: Texts,
): Readonly<Record<string, Procedure>> {
  const all = Object.entries(runbooks).flatMap(([id, { title, file, when, owner = [] }]): [string, Procedure][] => {
    const steps = stepsOf(texts[file] ?? '', owner);
    return steps.length === 0 ? [] : [[`runbooks/${id}`, { ...plainProcedure, title, owner, when, steps }]];
  });
  return Object.fromEntries(all);
}

/** Section after section: what people tick, and after them the command that they agree to by it. */
function stepsOf(text: string, owner: readonly Tell[]): readonly Step[] {
  const parts = sectionsOf(text).flatMap(partsOf);
  return parts.map(({ title, description, act }, index) => ({
    ...plainStep,
    name: `step-${index + 1}`,
    title,
    description,
    act,
    owner,
    after: index === 0 ? [] : [`step-${index}`],
  }));
}

type Part = Pick<Step, 'title' | 'description' | 'act'>;

function partsOf({ title, prose, entries }: Section): readonly Part[] {
  const parts: Part[] = [];
  let items: string[] = [];
  const ticked = () => {
    const description = parts.length === 0 && prose.length > 0 ? prose.join('\n\n') : null;
    if (items.length > 0)
      parts.push({ title: title ?? items[0]!.split('\n')[0]!, description, act: { kind: 'do', items } });
    items = [];
  };
  for (const entry of entries) {
    if (entry.kind === 'item') items.push(entry.text);
    else if (shells.includes(entry.language)) {
      const command = commandIn(entry.text);
      const lead = items.pop();
      items.push([...(lead === undefined ? [] : [lead]), command === null ? entry.text : `→ ${entry.text}`].join('\n'));
      if (command === null) continue;
      ticked();
      parts.push({ title: entry.text, description: null, act: { kind: 'run', command } });
    } else if (items.length > 0) items.push(`${items.pop()!}\n${entry.text}`);
  }
  ticked();
  return parts;
}

const shells: readonly string[] = ['sh', 'bash', 'shell'];

/** The words of a single command that needs no shell; null where it is more, and a person's to do. */
const commandIn = (text: string): readonly string[] | null =>
  /^[\w./][\w./:@%+,=-]*(?: +[\w./:@%+,=-]+)*$/.test(text) && !/^\w+=/.test(text) ? text.split(/ +/) : null;
