import type { Clock } from '../clock.ts';

import type { Incident } from './incident.ts';
import { unlived } from './open.ts';

/** An incident as it was stored, by this release or an earlier one: what that one did not record has not happened yet. */
export function fromStored(stored: Incident): Incident {
  const { openedAt, resolvedAt, lastEventAt, clocks } = stored;
  const counted: Pick<Incident, 'statusSince' | 'anchors' | 'rounds'> = {
    statusSince: lastEventAt,
    anchors: { opening: openedAt, ...(resolvedAt !== null && { resolution: resolvedAt }) },
    rounds: roundsOf(stored),
  };
  return Object.assign({}, unlived, counted, stored, { clocks: clocks.map(readClock) });
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
