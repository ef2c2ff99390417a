import type { Signal } from '../../domain/alert/signal.ts';
import type { Event } from '../../domain/incident/incident.ts';
import type { Rules } from '../../domain/plan.ts';
import { procedureOf, standingOf } from '../../domain/procedure/run.ts';
import type { Run } from '../../domain/procedure/run.ts';
import { sayInstant } from '../../language/instant.ts';
import { maintenanceMessagesIn } from '../../language/maintenance-messages.ts';
import { runMessagesIn } from '../../language/run-messages.ts';
import { zoneOf } from '../maintenance/kind.ts';

/** What opens an incident because something of a run has failed or overrun, or resolves the one of the time before. */
export const signalsOf = (rules: Rules, run: Run): readonly Signal[] =>
  run.events.flatMap((event) => {
    const { opens } = procedureOf(rules, run);
    const severity = typeof event.data['opens'] === 'string' ? event.data['opens'] : null;
    const over = event.kind === 'run-done' && opens !== null ? [resolving(rules, run, sourceOf(run), opens)] : [];
    if (severity !== null)
      return [
        event.kind === 'overran' ? overrunning(rules, run, event, severity) : failing(rules, run, event, severity),
      ];
    if (!ends.includes(event.kind) || !run.overran || opens === null) return over;
    return [...over, resolving(rules, run, overrunOf(run), opens)];
  });

const ends: readonly string[] = ['run-done', 'run-failed', 'run-undone', 'run-cancelled'];

/** By which the same procedure, failing again, means the same incident. */
const sourceOf = ({ procedure }: Run): string => `procedure/${procedure}`;

/** Each that takes too long is one of its own. */
const overrunOf = (run: Run): string => `${sourceOf(run)}/${run.reference}`;

function failing(rules: Rules, run: Run, { data, at }: Event, severity: string): Signal {
  const { title } = procedureOf(rules, run);
  const say = runMessagesIn(rules.plan.locale);
  const { step } = data as { readonly step: string };
  return {
    ...plain(rules, run, sourceOf(run), severity),
    title: say.failed(title),
    description: say.failedAt(run.reference, standingOf(rules, run, step).step.title, whyOf(say, data)),
    details: { run: run.reference, at },
  };
}

function overrunning(rules: Rules, run: Run, { dueAt, at }: Event, severity: string): Signal {
  const { plan } = rules;
  const { title } = procedureOf(rules, run);
  const until = sayInstant(dueAt ?? at, zoneOf(rules, run), plan.locale);
  return {
    ...plain(rules, run, overrunOf(run), severity),
    title: runMessagesIn(plan.locale).said.overran(title, ''),
    description: maintenanceMessagesIn(plan.locale).overruns(title, until),
    details: { run: run.reference, at },
  };
}

const resolving = (rules: Rules, run: Run, key: string, severity: string): Signal => ({
  ...plain(rules, run, key, severity),
  action: 'resolve',
  title: runMessagesIn(rules.plan.locale).done(procedureOf(rules, run).title),
  details: { run: run.reference, at: run.lastEventAt },
});

const plain = (rules: Rules, run: Run, key: string, severity: string) => ({
  key,
  action: 'trigger' as const,
  description: null,
  severity,
  type: null,
  service: procedureOf(rules, run).service,
  runbook: null,
  policy: null,
  source: sourceOf(run),
  labels: {},
});

/** What went wrong, and what it went wrong with: a program and the package that has it, a variable. */
function whyOf({ why }: ReturnType<typeof runMessagesIn>, data: Event['data']): string {
  const { why: code = '', about } = data as { readonly why?: string; readonly about?: string };
  return about === undefined ? why(code) : `${why(code)}: ${about}`;
}
