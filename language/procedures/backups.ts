import type { MachineAct, Procedure, Step } from '../../domain/plan/procedures.ts';
import { backupOf } from '../backups.ts';
import { backupsIn } from '../backup-messages.ts';

import type { Deriver } from './index.ts';
import { plainProcedure, plainStep } from './plain.ts';

/** Each backup that Guardia makes, as `backups/database`, and its restore test. What a provider makes is looked at instead, and people restore it. */
export const backupProcedures: Deriver = (written, settings) => {
  const say = backupsIn(written.locale);
  const all = Object.entries(written.backups ?? {}).map(([name, one]) => {
    const title = one.title === undefined ? null : settings.resolve(one.title, ['backups', name, 'title']);
    return { name, backup: backupOf(one, name, title ?? name, written) };
  });
  const made = all.filter(({ backup }) => backup.driver !== 'watch');
  const provided = all.filter(({ backup }) => backup.driver === 'watch');
  const derived = made.flatMap(({ name, backup }): [string, Procedure][] => {
    const { title, keep, restoreTest, opens, service, runsOn } = backup;
    const of = { ...plainProcedure, opens, service };
    const step = (id: string, act: MachineAct, more: Partial<Step> = {}): Step => ({
      ...plainStep,
      name: id,
      title: id,
      act,
      runsOn,
      ...more,
    });
    const prune = step('retention', { kind: 'retention', backup: name }, { after: ['backup'], onFailure: 'continue' });
    const steps = [step('backup', { kind: 'backup', backup: name }), ...(keep === null ? [] : [prune])];
    const test = step('restore-test', { kind: 'restore test', backup: name });
    const owner = restoreTest?.owner ?? [];
    return [
      [`backups/${name}`, { ...of, title: say.copying(title), owner, steps }],
      ...(restoreTest === null
        ? []
        : ([[`backups/${name}/restore-test`, { ...of, title: say.testing(title), owner, steps: [test] }]] as const)),
    ] as [string, Procedure][];
  });
  const byHand = provided.flatMap(({ name, backup: { title, restoreTest, opens, service } }) => {
    if (restoreTest === null) return [];
    const { owner, validate } = restoreTest;
    const items = validate.length > 0 ? validate : [say.testing(title)];
    const test: Step = { ...plainStep, name: 'restore-test', title, act: { kind: 'do', items } };
    const procedure: Procedure = { ...plainProcedure, opens, service, title: say.testing(title), owner, steps: [test] };
    return [[`backups/${name}/restore-test`, procedure] as const];
  });
  return Object.fromEntries([...derived, ...byHand]);
};
