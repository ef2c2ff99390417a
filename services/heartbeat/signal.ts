import type { Signal } from '../../domain/alert/signal.ts';
import { expectedAt } from '../../domain/monitor/heartbeat.ts';
import type { Beat, Turned } from '../../domain/monitor/heartbeat.ts';
import { heartbeatMessagesIn } from '../../language/heartbeat-messages.ts';
import { sayInstant } from '../../language/instant.ts';

import type { Expected } from './expectation.ts';

/** What a ping said besides that it came. */
export interface Said {
  readonly exit: number | null;
  readonly body: string | null;
}

/** The end of what was said says most. */
const tailLength = 2000;

/** What opens an incident, or resolves it, because a heartbeat has turned; none where the plan opens nothing for it. */
export function signalOf(one: Expected, before: Beat, turned: Turned, said: Said | null): readonly Signal[] {
  const { name, heartbeat } = one;
  if (heartbeat.opens === null) return [];
  const own = turned.to === 'down' && turned.why === 'failed' ? said : null;
  return [
    {
      key: name,
      action: turned.to === 'down' ? 'trigger' : 'resolve',
      title: titleOf(one, turned, own),
      description: turned.to === 'down' ? descriptionOf(one, before, turned, own) : null,
      severity: heartbeat.opens,
      type: null,
      service: heartbeat.service,
      runbook: null,
      policy: null,
      source: name,
      labels: {},
      details: { why: turned.why, at: turned.at },
    },
  ];
}

function titleOf({ plan, heartbeat: { title } }: Expected, { why }: Turned, said: Said | null): string {
  const say = heartbeatMessagesIn(plan.locale);
  return why === 'failed' ? say.failed(title, said?.exit ?? null) : say[why](title);
}

function descriptionOf({ plan, expectation }: Expected, beat: Beat, { why, at }: Turned, said: Said | null): string {
  const say = heartbeatMessagesIn(plan.locale);
  const instant = (ms: number) => sayInstant(ms, plan.timezone, plan.locale);
  const due = expectedAt(beat, expectation);
  const lines = [
    ...(why === 'missing' && due !== null ? [say.expected(instant(due), instant(at))] : []),
    ...(why === 'unfinished' ? [say.began(instant(at - expectation.graceMs), instant(at))] : []),
    beat.heardAt === null ? say.neverHeard : say.heard(instant(beat.heardAt)),
  ];
  const tail = (said?.body ?? '').trimEnd().slice(-tailLength);
  return [lines.join(' '), ...(tail === '' ? [] : [say.said, fenced(tail)])].join('\n\n');
}

/** As it is, whatever marks it holds. */
const fenced = (text: string): string => text.replaceAll(/^/gm, '    ');
