import type { Target } from '../domain/clock.ts';
import type { ClockView, IncidentView } from '../services/incident/view.ts';

/** An instant as ISO 8601 in UTC, to the millisecond. */
export const iso = (at: number): string => new Date(at).toISOString();

/** The same where there may be none. */
export const isoOrNull = (at: number | null): string | null => (at === null ? null : iso(at));

/** An incident as the HTTP API says it. */
export function presentIncident({ timezone: _zone, locale: _locale, fieldTitles: _titles, ...incident }: IncidentView) {
  const { escalated, next, hold, appointment, phase } = incident;
  return {
    ...incident,
    escalated:
      escalated === null
        ? null
        : {
            ...escalated,
            since: iso(escalated.since),
          },
    acknowledgedAt: isoOrNull(incident.acknowledgedAt),
    openedAt: iso(incident.openedAt),
    hold:
      hold === null
        ? null
        : {
            ...hold,
            since: iso(hold.since),
            until: isoOrNull(hold.until),
            stops: hold.stops === null ? null : [...hold.stops],
          },
    snoozedUntil: isoOrNull(incident.snoozedUntil),
    phase:
      phase === null
        ? null
        : {
            ...phase,
            since: iso(phase.since),
            endsAt: isoOrNull(phase.endsAt),
            steps: [...phase.steps],
            owner: [...phase.owner],
          },
    phases: [...incident.phases],
    appointment: appointment === null ? null : { at: iso(appointment.at), minutes: appointment.minutes },
    resolvedAt: isoOrNull(incident.resolvedAt),
    endedAt: isoOrNull(incident.endedAt),
    clocks: incident.clocks.map(presentClock),
    next:
      next === null
        ? null
        : {
            ...next,
            at: iso(next.at),
          },
    runs: [...incident.runs],
    runbooks: incident.runbooks.map(underApi),
    articles: incident.articles.map(underApi),
    relations: [...incident.relations],
    acts: incident.acts.map(({ verb, needs, may }) => ({ verb, needs: [...needs], may: [...may] })),
  };
}

const underApi = <T extends { readonly href: string }>(one: T): T => ({ ...one, href: `/api${one.href}` });

/** A target in seconds, as everywhere over HTTP. */
export const presentTarget = (target: Target) => ('ms' in target ? { seconds: target.ms / 1e3 } : target);

const presentClock = ({ target, warnsAt, dueAt, fulfilledAt, breachedAt, ...clock }: ClockView) => ({
  ...clock,
  target: presentTarget(target),
  warnsAt: isoOrNull(warnsAt),
  dueAt: isoOrNull(dueAt),
  fulfilledAt: isoOrNull(fulfilledAt),
  breachedAt: isoOrNull(breachedAt),
});
