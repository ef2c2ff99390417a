import type { Procedure, Step, StepAct } from '../../domain/plan/procedures.ts';
import type { Chapter, Written } from '../schema.ts';
import { round } from '../schedules/round.ts';
import type { Scheduler } from '../schedules/round.ts';
import type { Settings } from '../settings.ts';
import { updateMessagesIn } from '../update-messages.ts';

import type { Deriver } from './index.ts';
import { inOrder, plainProcedure, plainStep } from './plain.ts';
import { told } from './written.ts';

type WrittenUpdate = Chapter<'updates'>[string];

/**
 * Each update as `updates/<name>`: tests, the update itself, tests, and back where they fail. Where a program looks for updates that comes
 * first, and only where it finds some it goes on, with `updates/<name>/apply`.
 */
export const updateProcedures: Deriver = (written, settings) =>
  Object.assign(
    {},
    ...Object.entries(written.updates ?? {}).map(([name, one]) => {
      const applying = applyingOf(one, name, written, settings);
      const own = `updates/${name}`;
      return one.scan === undefined
        ? { [own]: applying }
        : { [own]: scanning(one, applying, `${own}/apply`, written), [`${own}/apply`]: applying };
    }),
  ) as ReturnType<Deriver>;

/** When each comes round. */
export const updateSchedules: Scheduler = (written) =>
  Object.assign(
    {},
    ...Object.entries(written.updates ?? {}).map(([name, { every }]) => round(`updates/${name}`, written, { every })),
  ) as ReturnType<Scheduler>;

type Common = Pick<Procedure, 'title' | 'owner'>;

function scanning(
  { scan = [] }: WrittenUpdate,
  { title, owner }: Common,
  procedure: string,
  { locale }: Written,
): Procedure {
  const act: StepAct = { kind: 'scan', command: scan, procedure };
  const step = { ...plainStep, name: 'scan', title: updateMessagesIn(locale).scan, act, owner, idempotent: true };
  return { ...plainProcedure, title, owner, steps: [step] };
}

function applyingOf(one: WrittenUpdate, name: string, written: Written, settings: Settings): Procedure {
  const say = (text: string, ...path: (string | number)[]) =>
    settings.resolve(text, ['updates', name, ...path]) ?? text;
  const title = one.title === undefined ? name : say(one.title, 'title');
  const owner = told(one.owner, written);
  const words = updateMessagesIn(written.locale);
  const steps = inOrder(stepsOf(one, title, words).map((step) => ({ ...plainStep, owner, ...step })));
  return {
    ...plainProcedure,
    title,
    description: one.description === undefined ? null : say(one.description, 'description'),
    owner,
    asks: one.scan === undefined ? {} : { candidates: words.question },
    steps,
  };
}

type NewStep = Pick<Step, 'name' | 'title' | 'act'> & Partial<Step>;
type Words = ReturnType<typeof updateMessagesIn>;

function stepsOf(one: WrittenUpdate, title: string, words: Words): readonly NewStep[] {
  const { after, tests = [], window } = one;
  const back = { onFailure: 'undo' } as const;
  const tested = (name: string, named: string, more: Partial<Step> = {}): readonly NewStep[] =>
    tests.length === 0 ? [] : [{ name, title: named, act: { kind: 'do', items: tests }, ...more }];
  return [
    ...(after === undefined ? [] : [{ name: 'after', title: after, act: { kind: 'approve', what: after } } as const]),
    ...tested('tests-before', words.before),
    ...(window === true ? [{ name: 'window', title: words.window, act: { kind: 'window' } } as const] : []),
    { name: 'apply', title: words.apply, act: applyOf(one, title), undo: [words.undo], ...back },
    ...tested('tests-after', words.after, back),
    { name: 'verify', title: words.verify, act: { kind: 'do', items: [words.verify] }, ...back },
  ];
}

/** By its procedure, else by a person: what was found, or what is named. */
function applyOf({ procedure, scan, of = [] }: WrittenUpdate, title: string): StepAct {
  if (procedure !== undefined) return { kind: 'call', procedure };
  if (scan !== undefined) return { kind: 'do', items: ['{candidates}'] };
  return { kind: 'do', items: of.length > 0 ? of : [title] };
}
