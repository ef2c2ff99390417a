import type { Clock } from '../clock.ts';

import type { Incident } from './incident.ts';

/** What is filled in where an incident was stored before it was recorded. */
const missing = {
  impact: null,
  level: null,
  holds: [],
  kept: {},
  snoozedUntil: null,
  tally: { reassignments: 0, handovers: 0, replies: 0 },
  appointment: null,
  untold: null,
  phase: null,
  phases: {},
  leftIn: null,
  announced: {},
  awaitsRelease: false,
  duplicateOf: null,
} satisfies Partial<Incident>;

/** An incident as it was stored, by this release or an earlier one. */
export function fromStored(stored: Incident): Incident {
  const { openedAt, resolvedAt, lastEventAt, clocks } = stored;
  const counted: Pick<Incident, 'statusSince' | 'anchors' | 'rounds'> = {
    statusSince: lastEventAt,
    anchors: { opening: openedAt, ...(resolvedAt !== null && { resolution: resolvedAt }) },
    rounds: roundsOf(stored),
  };
  return Object.assign({}, missing, counted, stored, { clocks: clocks.map(readClock) });
}

const readClock = (clock: Clock): Clock => ({
  ...clock,
  start: clock.start ?? (clock.metric === 'postmortem' ? 'resolution' : 'opening'),
});

/** Of a post-mortem that was dropped when the incident was reopened nothing else tells. */
const roundsOf = ({ clocks, resolutions }: Incident): Incident['rounds'] => ({
  ...Object.fromEntries(clocks.map(({ metric, round }) => [metric, round])),
  postmortem: resolutions,
});
