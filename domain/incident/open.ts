import type { Rules } from '../plan.ts';

import { known, withEvent } from './incident.ts';
import type { Incident } from './incident.ts';
import { firstClocks } from './targets.ts';

/** What is known of an incident when it is opened. Who asks is named by mail address, never by tier. */
export interface Opening {
  readonly reference: string;
  readonly type: string;
  readonly severity: string;
  readonly service: string | null;
  readonly category: string | null;
  readonly requester: string | null;
  readonly by: string;
}

/** A new incident with its clocks running. Throws `UnknownValue` for what the plan does not have. */
export function open(rules: Rules, opening: Opening, at: number): Incident {
  const { plan } = rules;
  known('type', opening.type, plan.types);
  known('severity', opening.severity, Object.keys(plan.severities));
  if (opening.service !== null) known('service', opening.service, Object.keys(plan.services));
  const { reference, type, severity, service, category, by } = opening;
  const customer = customerOf(rules, opening.requester);
  const tier = customer === null ? null : plan.customers[customer]!.tier;
  const incident: Incident = {
    reference,
    type,
    severity,
    service,
    category,
    customer,
    tier,
    plan: plan.slug,
    planVersion: plan.version,
    source: opening.requester === null ? 'monitor' : 'requester',
    assignee: null,
    status: 'received',
    acknowledgedAt: null,
    escalated: null,
    openedAt: at,
    resolvedAt: null,
    resolutions: 0,
    endedAt: null,
    holdUntil: null,
    clocks: firstClocks(
      rules,
      {
        type,
        severity,
        tier,
      },
      at,
    ),
    pagingSince: at,
    taken: {},
    lastEventAt: at,
    events: [],
  };
  return withEvent(incident, { key: 'opened', kind: 'opened', at, by, data: { type, severity, tier, service } });
}

/** Whose mail domain it is: a customer is recognised, not claimed. A subdomain belongs to its domain. */
function customerOf({ plan }: Rules, address: string | null): string | null {
  const domain = address?.split('@').at(-1)?.toLowerCase();
  if (domain === undefined) return null;
  const owns = (own: string) => domain === own.toLowerCase() || domain.endsWith(`.${own.toLowerCase()}`);
  return Object.keys(plan.customers).find((slug) => plan.customers[slug]!.domains.some(owns)) ?? null;
}
