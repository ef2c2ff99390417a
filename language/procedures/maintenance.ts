import type { Procedure, Step, StepAct } from '../../domain/plan/procedures.ts';
import type { Tell } from '../../domain/plan/people.ts';
import { ownerOf, severityOf, titleOf, writtenKinds } from '../maintenance.ts';
import { maintenanceMessagesIn } from '../maintenance-messages.ts';
import type { Written } from '../schema.ts';

import type { Deriver } from './index.ts';
import { inOrder, plainProcedure, plainStep } from './plain.ts';
import { told } from './written.ts';

/** `maintenance/<kind>`: announced, begun in its window, done, told; and `maintenance/emergency`, which does not wait. */
export const maintenanceProcedures: Deriver = (written, settings) => {
  const { maintenance } = written;
  if (maintenance === undefined) return {};
  const opens = severityOf(written);
  const kinds = Object.entries(writtenKinds(maintenance)).map(([name, one]): [string, Procedure] => {
    const say = maintenanceMessagesIn(written.locale).steps;
    const owner = ownerOf(one, written);
    const title = titleOf(one, name, written, settings);
    const work: StepAct = one.procedure === undefined ? { kind: 'do', items: [title] } : call(one.procedure);
    const steps = named(owner, [
      ['announce', say.announce, { kind: 'announce', maintenance: name }],
      ['window', say.window, { kind: 'window' }],
      ['begin', say.begin, { kind: 'maintenance', on: true }],
      ['work', one.procedure === undefined ? title : say.work, work],
      ['end', say.end, { kind: 'maintenance', on: false }],
    ]);
    return [
      `maintenance/${name}`,
      { ...plainProcedure, title, owner, steps, opens, service: one.services?.[0] ?? null },
    ];
  });
  return { ...Object.fromEntries(kinds), ...emergency(written) };
};

function emergency(written: Written): Record<string, Procedure> {
  const one = written.maintenance?.emergency;
  if (one === undefined) return {};
  const { steps: say, ask, emergency: usual } = maintenanceMessagesIn(written.locale);
  const owner = told(one.approve, written);
  const title = one.title ?? usual;
  const all: Named[] = [
    ...(one.approve === undefined ? [] : [['approve', say.approve, { kind: 'approve', what: '{reason}' }] as Named]),
    ['begin', say.begin, { kind: 'maintenance', on: true }],
    ['work', '{reason}', { kind: 'do', items: ['{reason}'] }],
    ['end', say.end, { kind: 'maintenance', on: false }],
  ];
  const description = one.description ?? null;
  const steps = named(owner, all).map((step) =>
    step.name === 'approve' ? { ...step, withinMs: one.within ?? null } : step,
  );
  return { 'maintenance/emergency': { ...plainProcedure, title, description, owner, asks: { reason: ask }, steps } };
}

type Named = readonly [name: string, title: string, act: StepAct];

const call = (procedure: string): StepAct => ({ kind: 'call', procedure });

const named = (owner: readonly Tell[], all: readonly Named[]): readonly Step[] =>
  inOrder(all.map(([name, title, act]) => ({ ...plainStep, name, title, act, owner })));
