import type { Metric } from '../../domain/clock.ts';
import type { Code } from '../../domain/incident/incident.ts';
import { sayInstant } from '../../language/instant.ts';

import { capital, metricName } from './words.ts';

/** What a person of the plan is called; null is Guardia itself. */
export type NameOf = (id: string | null) => string;

/** What happened, as much as words need of it. */
interface Happening {
  readonly kind: string;
  readonly data: Readonly<Record<string, Code>>;
}

/** What sentences say is no list. */
type Data = Readonly<Record<string, string | number | boolean | null>>;

/** What happened, in a few words. */
export const happening = ({ kind, data }: Happening, nameOf: NameOf, zone: string): string =>
  sentences[kind]?.(data as Data, nameOf, zone) ?? capital(kind.replaceAll('_', ' '));

const sentences: Readonly<Record<string, (data: Data, nameOf: NameOf, zone: string) => string>> = {
  escalated: (data) => `${step(data)}${data['nobody'] === true ? ': there is nobody to tell' : ''}`,
  warned: ({ metric }) => `${metricName(metric as Metric)} warned of`,
  breached: ({ metric }) => `${metricName(metric as Metric)} overdue`,
  triaged: ({ severity, category, assignee }, nameOf) =>
    [
      `Triaged as ${String(severity)}`,
      ...(category === null ? [] : [`category ${String(category)}`]),
      ...(assignee === null ? [] : [`for ${nameOf(String(assignee))}`]),
    ].join(', '),
  assigned: ({ to }, nameOf) => `Assigned to ${nameOf(String(to))}`,
  held: ({ until }, _nameOf, zone) =>
    typeof until === 'number' ? `Put on hold until ${sayInstant(until, zone, 'en')}` : 'Put on hold',
  commented: (data) => (data['public'] === true ? 'Commented in public' : 'Commented'),
  'workaround-told': () => 'The requester was told of the workaround',
  'workaround-untold': () => 'The requester could not be told of the workaround',
  postmortem: () => 'Post-mortem written',
};

/** `Escalation step 2 at 50% of response, told again (1)`. */
function step({ step: number, metric, share, times }: Data): string {
  const at = metric === 'opening' ? 'at opening' : `at ${Math.round(Number(share) * 100)}% of ${String(metric)}`;
  return `Escalation step ${String(number)} ${at}${Number(times) > 1 ? `, told again (${Number(times) - 1})` : ''}`;
}
