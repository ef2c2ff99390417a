import type { Desk } from '../../services/desk.ts';
import { advanceRun } from '../../services/procedure/advance.ts';
import { carryOut } from '../../services/procedure/carry-out.ts';
import type { Tools } from '../../services/procedure/tools.ts';

/** Takes turns of a run and does what machines are to do, as its workflow would, until nothing of that is left. Answers its status. */
export async function carry(desk: Desk, reference: string, tools: Tools = {} as never): Promise<string> {
  for (;;) {
    const turn = await advanceRun(desk, reference);
    if (turn.jobs.length === 0) return turn.status;
    const life = { signal: new AbortController().signal, beat: () => undefined };
    for (const job of turn.jobs) await carryOut(desk, tools, { ...job, reference }, life);
  }
}
