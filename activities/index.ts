import { Context } from '@temporalio/activity';

import { createHearer } from '../services/alert/hearer.ts';
import type { Desk } from '../services/desk.ts';
import { advance } from '../services/incident/advance.ts';
import type { Turn } from '../services/incident/advance.ts';
import { watchOver } from '../services/heartbeat/watch-over.ts';
import type { Watch } from '../services/heartbeat/watch-over.ts';
import { lookAround } from '../services/monitor/look.ts';
import type { LookAround, Seen } from '../services/monitor/look.ts';
import type { Look } from '../services/monitor/probe.ts';
import { deliver } from '../services/notification/deliver.ts';
import { advanceRun } from '../services/procedure/advance.ts';
import type { RunTurn } from '../services/procedure/advance.ts';
import { carryOut } from '../services/procedure/carry-out.ts';
import type { Carrying } from '../services/procedure/carry-out.ts';
import { notBegun } from '../services/procedure/not-begun.ts';
import type { Tools } from '../services/procedure/tools.ts';
import { begin } from '../services/schedule/begin.ts';
import type { Occurrence } from '../services/schedule/begin.ts';
import type { Send } from '../services/notification/message.ts';

import { withoutWords } from './failure.ts';

export interface Activities {
  advance: (reference: string) => Promise<Turn>;
  deliver: (reference: string) => Promise<boolean>;
  begin: (occurrence: Occurrence) => Promise<string | null>;
  watchOver: (plan: string, name: string) => Promise<Watch>;
  look: (around: LookAround) => Promise<Seen>;
  advanceRun: (reference: string) => Promise<RunTurn>;
  carryOut: (asked: Carrying) => Promise<string>;
  notBegun: (asked: Carrying) => Promise<void>;
}

/** What activities work with. Turns and deliveries have desks of their own: slow mail takes no connection from a turn. */
export interface Equipment {
  readonly turning: Desk;
  readonly delivering: Desk;
  readonly send: Send;
  readonly look: Look;
  readonly tools: Tools;
  /** Hears of failures whole; Temporal's histories do not. */
  readonly log: (error: unknown) => void;
}

/** The steps that must be done on one machine: all that a worker there does. */
export const carrying = ({ desk, tools, log }: Pick<Equipment, 'tools' | 'log'> & { readonly desk: Desk }) => ({
  carryOut: (asked: Carrying): Promise<string> => {
    const { cancellationSignal: signal, heartbeat } = Context.current();
    return withoutWords(carryOut(desk, tools, asked, { signal, beat: () => heartbeat() }), log);
  },
});

/** What workflows have done for them. Each may run twice; doing so is harmless. */
export function activities({ turning, delivering, send, look, tools, log }: Equipment): Activities {
  const hearer = createHearer(turning, log);
  /** What monitors have said meanwhile is heard beside. */
  const heard = <T>(doing: Promise<T>): Promise<T> => doing.finally(hearer.kick);
  return {
    advance: (reference) => withoutWords(advance(turning, reference), log),
    deliver: (reference) => withoutWords(deliver(delivering, send, reference), log),
    watchOver: (plan, name) => withoutWords(heard(watchOver(turning, plan, name)), log),
    advanceRun: async (reference) => {
      const turn = await withoutWords(advanceRun(turning, reference), log);
      if (turn.fired.length > 0) hearer.kick();
      return turn;
    },
    notBegun: (asked) => withoutWords(heard(notBegun(turning, asked)), log),
    carryOut: (asked) => heard(carrying({ desk: delivering, tools, log }).carryOut(asked)),
    begin: (occurrence) => withoutWords(begin(turning, occurrence), log),
    look: (around) => {
      const { cancellationSignal: signal, heartbeat } = Context.current();
      return withoutWords(heard(lookAround(delivering, around, { look, signal, beat: () => heartbeat() })), log);
    },
  };
}
