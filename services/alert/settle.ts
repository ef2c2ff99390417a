import { looseChildren, overStorms } from '../../db/alerts.ts';
import { lockIncidents, saveIncidents } from '../../db/incidents.ts';
import type { Change } from '../../db/incidents.ts';
import { over, pagesAgain } from '../../domain/alert/incidents.ts';
import { fireDue, nextDue } from '../../domain/incident/due.ts';
import type { Act, Incident } from '../../domain/incident/incident.ts';
import type { Rules } from '../../domain/plan.ts';
import { messagesIn } from '../../language/messages.ts';
import type { Desk } from '../desk.ts';
import { caughtUp } from '../incident/catch-up.ts';
import { rulesNow } from '../on-call/rules.ts';

type Settling = Pick<Desk, 'db' | 'now' | 'rules' | 'stir'>;
type Settle = (rules: Rules, incident: Incident, act: Act) => Incident;

/**
 * What many at once had become is over when all of its alerts and children are; a child whose parent was ended by somebody pages by
 * itself again. Any number of times. Answers how many incidents that concerned.
 */
export async function settleStorms(desk: Settling): Promise<number> {
  const done = await each(desk, await overStorms(desk.db), (rules, incident, act) =>
    over(rules, incident, act, messagesIn(rules.plan.locale).alerts.calm),
  );
  const loose = await each(desk, await looseChildren(desk.db), (_, incident, act) =>
    incident.pagedBy === undefined ? incident : pagesAgain(incident, act),
  );
  return done + loose;
}

async function each(desk: Settling, references: readonly string[], settle: Settle): Promise<number> {
  if (references.length === 0) return 0;
  const changed = await desk.db.transaction().execute(async (tx) => {
    const changes: Change[] = [];
    for (const locked of await lockIncidents(tx, references)) {
      const { plan, planVersion, lastEventAt, resolutions } = locked.incident;
      const rules = await rulesNow(desk, tx, plan, planVersion);
      const at = Math.max(desk.now(), lastEventAt);
      const before = await caughtUp(tx, rules, locked.incident, at);
      const incident = fireDue(rules, settle(rules, before, { key: `settled:${resolutions + 1}`, by: null, at }), at);
      if (incident !== locked.incident)
        changes.push({ locked, incident, nextDueAt: nextDue(rules, incident), wakeAt: at });
    }
    await saveIncidents(tx, changes);
    return changes;
  });
  for (const { incident } of changed) desk.stir(incident.reference, 'settled');
  return changed.length;
}
