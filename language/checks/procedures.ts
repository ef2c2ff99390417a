import type { Draft } from '../draft.ts';
import { problem } from '../finding.ts';
import type { Path, Problem } from '../finding.ts';
import type { Chapter } from '../schema.ts';
import { spellSpan } from '../time/span.ts';

type Procedure = Chapter<'procedures'>[string];
type Step = Procedure['steps'][number];

/** Rules undo-longer-than-box and step-without-owner: a step can be done in its time, and somebody is there to do it. */
export const procedures = ({ written }: Draft): readonly Problem[] =>
  Object.entries(written.procedures ?? {}).flatMap(([name, procedure]) =>
    procedure.steps.flatMap((step, index) => {
      const path = ['procedures', name, 'steps', index];
      return [...undo(step, path), ...owner(procedure, step, path)];
    }),
  );

function undo({ within, 'undo takes': takes }: Step, path: Path): readonly Problem[] {
  if (within === undefined || takes === undefined || takes <= within) return [];
  const message = `undoing the step takes ${spellSpan(takes)}, longer than the ${spellSpan(within)} that it has: give it more time, or a quicker way back`;
  return [{ ...problem([...path, 'undo takes'], 'undo-longer-than-box', message), related: [...path, 'within'] }];
}

const byPeople = ['do', 'decide', 'approve'] as const;

function owner(procedure: Procedure, step: Step, path: Path): readonly Problem[] {
  const act = byPeople.find((one) => step[one] !== undefined);
  if (act === undefined || (step.owner ?? procedure.owner ?? []).length > 0) return [];
  const message = `nobody is named for what a person must ${act}: give the step or its procedure an \`owner\``;
  return [problem([...path, act], 'step-without-owner', message)];
}
