import type { Draft } from '../draft.ts';
import { clash, problem } from '../finding.ts';
import type { Path, Problem } from '../finding.ts';
import type { Chapter } from '../schema.ts';
import { spellSpan } from '../time/span.ts';

type Procedure = Chapter<'procedures'>[string];
type Step = Procedure['steps'][number];

/** Rules steps-longer-than-box, undo-longer-than-box and step-without-owner: all can be done in time, and somebody is there to do it. */
export const procedures = ({ written }: Draft): readonly Problem[] =>
  Object.entries(written.procedures ?? {}).flatMap(([name, procedure]) => [
    ...box(procedure, ['procedures', name, 'within']),
    ...procedure.steps.flatMap((step, index) => {
      const path = ['procedures', name, 'steps', index];
      return [...undo(step, path), ...owner(procedure, step, path)];
    }),
  ]);

/** Steps that wait for others than the one above may be done at the same time: of these only the longest counts. */
function box({ within, steps }: Procedure, path: Path): readonly Problem[] {
  const boxes = steps.map((step) => step.within ?? 0);
  const oneByOne = steps.every(({ after, on }) => after === undefined && on === undefined);
  const takes = oneByOne ? boxes.reduce((sum, one) => sum + one, 0) : Math.max(...boxes);
  if (within === undefined || takes <= within) return [];
  const message = `the steps may take ${spellSpan(takes)}, longer than the ${spellSpan(within)} that the procedure has: give it more time, or them less`;
  return [problem(path, 'steps-longer-than-box', message)];
}

function undo({ within, 'undo takes': takes }: Step, path: Path): readonly Problem[] {
  if (within === undefined || takes === undefined || takes <= within) return [];
  const message = `undoing the step takes ${spellSpan(takes)}, longer than the ${spellSpan(within)} that it has: give it more time, or a quicker way back`;
  return [clash([...path, 'undo takes'], 'undo-longer-than-box', message, [...path, 'within'])];
}

const byPeople = ['do', 'decide', 'approve'] as const;

function owner(procedure: Procedure, step: Step, path: Path): readonly Problem[] {
  const act = byPeople.find((one) => step[one] !== undefined);
  if (act === undefined || (step.owner ?? procedure.owner ?? []).length > 0) return [];
  const message = `nobody is named for what a person must ${act}: give the step or its procedure an \`owner\``;
  return [problem([...path, act], 'step-without-owner', message)];
}
