import type { Signal } from '../../domain/alert/signal.ts';
import type { Event } from '../../domain/incident/incident.ts';
import type { Rules } from '../../domain/plan.ts';
import { procedureOf, standingOf } from '../../domain/procedure/run.ts';
import type { Run } from '../../domain/procedure/run.ts';
import { runMessagesIn } from '../../language/run-messages.ts';

/** What opens an incident because something of a run has failed, or resolves the one of the time before. */
export function signalsOf(rules: Rules, run: Run): readonly Signal[] {
  const { opens } = procedureOf(rules, run);
  return run.events.flatMap((event) => {
    const { opens: severity } = event.data;
    if (typeof severity === 'string') return [signalOf(rules, run, event, severity)];
    return event.kind === 'run-done' && opens !== null ? [signalOf(rules, run, event, opens)] : [];
  });
}

/** By which the same procedure, failing again, means the same incident. */
const sourceOf = ({ procedure }: Run): string => `procedure/${procedure}`;

function signalOf(rules: Rules, run: Run, { kind, data, at }: Event, severity: string): Signal {
  const procedure = procedureOf(rules, run);
  const say = runMessagesIn(rules.plan.locale);
  const over = kind === 'run-done';
  const { step, why } = data as { readonly step?: string; readonly why?: string };
  return {
    key: sourceOf(run),
    action: over ? 'resolve' : 'trigger',
    title: over ? say.done(procedure.title) : say.failed(procedure.title),
    description: over ? null : say.failedAt(run.reference, standingOf(rules, run, step!).step.title, say.why(why!)),
    severity,
    type: null,
    service: procedure.service,
    runbook: null,
    policy: null,
    source: sourceOf(run),
    labels: {},
    details: { run: run.reference, at },
  };
}
