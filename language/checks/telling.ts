import type { Draft } from '../draft.ts';
import { isFlawed, isWhole } from '../draft.ts';
import { clash, problem } from '../finding.ts';
import type { Problem } from '../finding.ts';
import { readRecipient } from '../recipient.ts';
import type { Chapter } from '../schema.ts';

type Step = Chapter<'escalation'>[string]['steps'][number];

/** Rules nobody-behind and step-twice: a step tells somebody, and somebody else than the step before it did just then. */
export const telling = (draft: Draft): readonly Problem[] =>
  Object.entries(draft.written.escalation ?? {}).flatMap(([policy, { steps }]) =>
    steps.flatMap((step, index): Problem[] => {
      const path = ['escalation', policy, 'steps', index];
      const reasons = step.tell.map((told) => whyNobody(draft, step, told));
      if (reasons.every((reason) => reason !== null)) {
        const message = `the step tells nobody: ${[...new Set(reasons)].join(', and ')}; name somebody who is there, such as a role`;
        return [problem([...path, 'tell'], 'nobody-behind', message)];
      }
      const before = steps.slice(0, index).findIndex((earlier) => covers(earlier, step));
      if (before < 0) return [];
      const message = `step ${before + 1} tells the same people at the same instant: tell somebody else, or take this step out`;
      return [clash(path, 'step-twice', message, ['escalation', policy, 'steps', before])];
    }),
  );

/** Why there is nobody behind what a step tells; null where there is somebody, or may be. */
function whyNobody(draft: Draft, { at }: Step, told: string): string | null {
  const { kind, name } = readRecipient(told);
  const { rotations = {} } = draft.written;
  if (kind === 'rotation' && rotations[name]?.members.length === 0) return `nobody takes turns in \`${name}\``;
  if (kind === 'level') return withoutAny(draft, name, 'team');
  if (kind === 'lead') return withoutAny(draft, name, 'lead');
  return kind === 'standing' ? whyNoneStands(draft, at, name) : null;
}

function whyNoneStands(draft: Draft, at: Step['at'], name: string): string | null {
  if (name === 'assignee' && isOpening(at)) return 'no incident is assigned to anybody when it is opened';
  if (name === 'customer contact' && withoutContact(draft)) return 'no customer has a `contact`';
  const none = name === 'emergency contacts' && draft.names('emergency').length === 0;
  return none ? 'the plan has no `emergency` contacts' : null;
}

const isOpening = (at: Step['at']): boolean => 'afterMs' in at && at.afterMs === 0;

function withoutAny(draft: Draft, name: string, key: 'team' | 'lead'): string | null {
  const level = draft.written.levels?.[name];
  const none = level !== undefined && (level[key] ?? []).length === 0 && !isFlawed(draft, 'levels', name);
  return none ? `the level \`${name}\` has no \`${key}\`` : null;
}

const withoutContact = (draft: Draft): boolean =>
  isWhole(draft, 'customers') &&
  Object.values(draft.written.customers ?? {}).every(({ contact }) => contact === undefined);

/** Whether whoever the later step tells is told by the earlier one, in the same way. */
const covers = (earlier: Step, later: Step): boolean =>
  JSON.stringify(earlier.at) === JSON.stringify(later.at) &&
  JSON.stringify([earlier.via, earlier.calendar]) === JSON.stringify([later.via, later.calendar]) &&
  later.repeat === undefined &&
  later.tell.every((told) => earlier.tell.includes(told));
