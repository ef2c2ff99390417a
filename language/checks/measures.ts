/** What Guardia computes from its own events, by name, and where each should be going. */
const measures = {
  uptime: 'up',
  mtbf: 'up',
  'first contact resolution': 'up',
  'self service': 'up',
  csat: 'up',
  'sla attainment': 'up',
  'deployment frequency': 'up',
  mttr: 'down',
  mtta: 'down',
  'first response': 'down',
  response: 'down',
  resolution: 'down',
  'resolution time': 'down',
  backlog: 'down',
  'ticket volume': 'down',
  'lead time': 'down',
  'change failure rate': 'down',
  'time to restore': 'down',
  reopened: 'down',
  reassignments: 'down',
} as const;

/** One that Guardia computes by itself. */
export type Measure = keyof typeof measures;

export const measureNames = Object.keys(measures) as readonly Measure[];

/** The measure of a name, however it is spelt, such as `First_response time`; null where Guardia does not compute it. */
export function measureOf(name: string): Measure | null {
  const plain = plainly(name);
  return measureNames.find((one) => plainly(one) === plain) ?? null;
}

const plainly = (name: string): string =>
  name
    .toLowerCase()
    .replaceAll(/[_.-]/g, ' ')
    .replace(/( (rate|time|trend|for changes))+$/, '');

/** Whether more of it is better, or less. */
export const directionOf = (measure: Measure): 'up' | 'down' => measures[measure];
