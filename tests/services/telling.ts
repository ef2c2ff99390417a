import { lockIncident, saveIncidents } from '../../db/incidents.ts';
import { withEvent } from '../../domain/incident/incident.ts';
import type { Event } from '../../domain/incident/incident.ts';
import { participantFor } from '../../services/incident/participant.ts';
import type { Who } from '../../services/incident/participant.ts';

import type { Shop } from './support.ts';

let number = 0;

/** Has something happen to an incident that is to be told, as an act of the domain would. */
export const happen = ({ db, desk }: Shop, reference: string, event: Partial<Event> & Pick<Event, 'notify'>) =>
  db.transaction().execute(async (tx) => {
    const locked = (await lockIncident(tx, reference))!;
    const at = desk.now();
    const incident = withEvent(locked.incident, {
      key: `test-${++number}`,
      kind: 'commented',
      at,
      data: { public: true },
      ...event,
    });
    await saveIncidents(tx, [{ locked, incident, nextDueAt: locked.nextDueAt, wakeAt: at }]);
  });

/** Adds somebody who follows an incident, or suffers from it. */
export const join = ({ db, desk }: Shop, reference: string, who: Who, role: 'watcher' | 'affected' = 'watcher') =>
  db.transaction().execute((tx) => participantFor(tx, reference, role, who, desk.now()));
