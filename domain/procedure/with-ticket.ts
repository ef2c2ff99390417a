import { isOver, withEvent, withStatus } from './run.ts';
import type { Run } from './run.ts';
import { endKey } from './settle.ts';

/** What has become of a run that its ticket hears of: it has begun, or is taken up again; it has ended. Null: nothing. */
export function newsOf(before: Run | null, { status }: Run): 'run-begun' | 'run-ended' | null {
  const [was, is] = [before === null || isOver(before), isOver({ status })];
  if (is) return before === null || !was || before.status !== status ? 'run-ended' : null;
  return was ? 'run-begun' : null;
}

/** The run whose ticket is over: where that was all about it, nobody need do what is left. */
export function withoutTicket(run: Run, at: number): Run {
  if (run.settles !== true || isOver(run)) return run;
  const data = { why: 'ticket-over' };
  return withEvent(withStatus(run, 'cancelled', at), {
    key: endKey('run-cancelled', run),
    kind: 'run-cancelled',
    at,
    data,
  });
}
