import type { Procedure, Step } from '../../domain/plan/procedures.ts';
import { continuityIn } from '../continuity-messages.ts';
import type { Chapter } from '../schema.ts';

import type { Deriver } from './index.ts';
import { plainProcedure, plainStep } from './plain.ts';
import { told } from './written.ts';

type Standby = NonNullable<Chapter<'continuity'>['standby']>[string];

/** The rehearsal of a recovery, `continuity/drill`, and the look whether a standby is ready, `continuity/standby/contingency`. */
export const continuityProcedures: Deriver = (written, settings) => {
  const { drill, recovery, standby = {} } = written.continuity ?? {};
  const say = continuityIn(written.locale);
  const checked = Object.entries(standby).filter(([, { check }]) => check !== undefined);
  const readiness = ([id, one]: [string, Standby]): [string, Procedure] => {
    const path = ['continuity', 'standby', id, 'title'];
    const title = (one.title === undefined ? null : settings.resolve(one.title, path)) ?? id;
    const act = { kind: 'do' as const, items: say.ready };
    const step: Step = { ...plainStep, name: 'ready', title: say.standby(title), act };
    const owner = told(one.owner, written);
    return [
      `continuity/standby/${id}`,
      {
        ...plainProcedure,
        title: say.standby(title),
        owner,
        steps: [{ ...step, owner }],
        description: one.description ?? null,
      },
    ];
  };
  return {
    ...(drill !== undefined && recovery !== undefined && drillOf(recovery)),
    ...Object.fromEntries(checked.map(readiness)),
  };

  /** Nothing is recovered before somebody says so: it may work on what is running. */
  function drillOf(name: string): Record<string, Procedure> {
    const of = written.procedures?.[name];
    if (of === undefined || Object.keys(of.asks ?? {}).length > 0) return {};
    const title = (of.title === undefined ? null : settings.resolve(of.title, ['procedures', name, 'title'])) ?? name;
    const owner = told(of.owner ?? of.steps.find((step) => step.owner !== undefined)?.owner, written);
    const question = say.begin(title);
    const begin: Step = { ...plainStep, name: 'begin', title: question, owner, act: { kind: 'decide', question } };
    const act = { kind: 'call' as const, procedure: name };
    const call: Step = { ...plainStep, name: 'drill', title, after: ['begin'], owner, act };
    return { 'continuity/drill': { ...plainProcedure, title: say.drill(title), owner, steps: [begin, call] } };
  }
};
