import { eventsOf } from '../../db/events.ts';
import { insertNotifications } from '../../db/notifications.ts';
import { lateProbes } from '../../db/probes.ts';
import type { LateProbe } from '../../db/probes.ts';
import { listPlans } from '../../db/plans.ts';
import { asRecipient } from '../../domain/access.ts';
import type { Plan } from '../../domain/plan.ts';
import { isOutlet } from '../../domain/plan/watching.ts';
import { sayInstant } from '../../language/instant.ts';
import { probesIn } from '../../language/probe-messages.ts';
import { administrator } from '../access/caller.ts';
import type { Desk } from '../desk.ts';
import { open } from '../incident/open.ts';
import { rulesOf } from '../plan/rules.ts';

/**
 * Where a probe did not arrive in time, opens the incident that says so, one while it is open, and has it told by every other
 * channel of the plan. Any number of times, by anyone. Answers how many were late.
 */
export async function watchProbes(desk: Desk): Promise<number> {
  let late = 0;
  for (const { slug, version } of await listPlans(desk.db)) {
    const { plan } = await rulesOf(desk, desk.db, slug, version);
    if (plan.probe === null) continue;
    for (const one of await lateProbes(desk.db, slug, plan.probe.withinMs, desk.now())) {
      await shout(desk, plan, one);
      late += 1;
    }
  }
  return late;
}

async function shout(desk: Desk, plan: Plan, { reference: probe, channel, due_at: at }: LateProbe): Promise<void> {
  const { slug, locale, timezone } = plan;
  const { type, severity } = plan.probe!;
  const title = probesIn(locale).lost(sayInstant(at, timezone, locale), channel);
  const caller = administrator(`probe:${slug}`, slug);
  const report = { plan: slug, title, type, severity, dedupKey: `probe:${slug}` };
  const { reference } = await open(desk, caller, report, `${probe}:${channel}`, { by: null });
  const [first] = await eventsOf(desk.db, reference);
  const now = desk.now();
  const others = Object.keys(plan.integrations).filter(
    (name) => isOutlet(plan.integrations[name]!) && name !== channel,
  );
  const telling = { reference, plan: slug, event_key: first!.key, kind: 'opened', due_at: now, try_at: now };
  await insertNotifications(
    desk.db,
    others
      .filter((name) => plan.integrations[name]!.kind !== 'sms')
      .map((name) => ({ ...telling, recipient: asRecipient(name), channel: name })),
  );
  desk.stir(reference, 'probe');
}
