import { lookBackOn } from '../domain/incident/look-back.ts';
import type { Plan } from '../domain/plan.ts';
import type { TargetRow } from '../domain/plan/promises.ts';

/** How soon somebody must have looked back on a procedure: rows for the tickets about that alone, before which no other counts. */
export const lookBackRows = (procedures: Plan['procedures']): readonly TargetRow[] =>
  Object.entries(procedures).flatMap(([name, { postmortem }]) =>
    postmortem === undefined
      ? []
      : [
          {
            metric: 'resolution',
            from: 'opening' as const,
            when: { category: lookBackOn(name) },
            exclusive: true as const,
            ...postmortem,
          },
        ],
  );
