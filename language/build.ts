import type { Plan, Severity } from '../domain/plan.ts';
import type { Customer } from '../domain/plan/people.ts';
import { buildAccess } from './access.ts';
import { backupOf } from './backups.ts';
import type { CalendarSource } from './calendar.ts';
import { buildDegraded } from './degraded.ts';
import { buildEmergency, testRows } from './emergency.ts';
import { mapFields } from './json.ts';
import { lookBackRows } from './look-back.ts';
import { levelOf, pauseOf, phaseOf } from './handling.ts';
import { buildMaintenance } from './maintenance.ts';
import { buildPolicies } from './policies.ts';
import { articleOf, categoryOf, fieldOf, runbookOf } from './records.ts';
import { recoveryOf } from './recovery.ts';
import { buildReviews, ownRows } from './reviews.ts';
import { buildRotations } from './rotation.ts';
import { buildUptimes, serviceOf } from './services.ts';
import { buildSchedules } from './schedules/index.ts';
import { usualCombine, usualTypes } from './schema.ts';
import type { Chapter, Written } from './schema.ts';
import { announcementOf, channelOf, surveyOf, templateOf } from './telling.ts';
import { buildProbe } from './probe.ts';
import { buildProcedures } from './procedures/index.ts';
import { buildReach } from './reach.ts';
import { targetRows } from './target-rows.ts';
import type { Settings } from './settings.ts';
import { buildDocuments, buildUpkeep } from './upkeep.ts';
import { buildVulnerabilities, vulnerabilityRows } from './vulnerabilities.ts';
import { alertOf, checkOf, heartbeatOf, integrationOf, stormOf } from './watching.ts';
import * as word from './words.ts';

/** A person of the plan and how to reach them; kept apart from the plan's versions. */
export interface Contact {
  readonly id: string;
  readonly name: string;
  /** Null while its `${NAME}` is not configured. */
  readonly email: string | null;
  readonly phone: string | null;
}

const reopenMs = 7 * 24 * 60 * 60 * 1000;

/** The plan as the domain needs it, version 0: whoever applies it numbers it. */
export function buildPlan(written: Written, settings: Settings): Plan {
  const titled = titles(settings);
  const reviews = buildReviews(written, settings, titled);
  const procedures = buildProcedures(written, settings);
  return {
    slug: written.plan,
    version: 0,
    title: settings.resolve(written.title, ['title']) ?? written.plan,
    reference: written.reference,
    locale: written.locale,
    timezone: written.timezone,
    types: written.types === undefined ? usualTypes : Object.keys(written.types),
    impacts: Object.keys(written.impacts ?? {}),
    categories: mapped(written.categories, (one, id) => categoryOf(one, titled('categories', id, one.title), written)),
    fields: mapped(written.fields, (one, id) => fieldOf(one, titled('fields', id, one.title))),
    services: mapped(written.services, (one, id) => serviceOf(one, titled('services', id, one.title))),
    uptimes: buildUptimes(written, titled),
    severities: mapped(written.severities, (one, id) => severityOf(one, titled('severities', id, one.title))),
    tiers: mapped(written.tiers, (one, id) => ({ title: titled('tiers', id, one.title) })),
    customers: mapped(written.customers, (one, id) => customerOf(one, id, settings)),
    people: Object.keys(written.people ?? {}),
    reach: buildReach(written),
    roles: mapped(written.roles, ({ members }) => members),
    ...buildAccess(written),
    emergency: buildEmergency(written, settings),
    ...keeping(written, settings),
    rotations: buildRotations(written, titled),
    levels: mapped(written.levels, (one, id) => levelOf(one, titled('levels', id, one.title), written)),
    pauses: mapped(written.pauses, (one, id) => pauseOf(one, titled('pauses', id, one.title))),
    phases: mapped(written.phases, (one, id) => phaseOf(one, id, titled('phases', id, one.title), written, settings)),
    clocks: mapped(written.clocks, ({ title }, id) => ({ title: titled('clocks', id, title) })),
    targets: targetsOf(written, { reviews, procedures }),
    combine: written.combine ?? usualCombine,
    policies: buildPolicies(written),
    reopenMs: written.reopen ?? reopenMs,
    runbooks: mapped(written.runbooks, (one, id) => runbookOf(one, titled('runbooks', id, one.title), written)),
    articles: mapped(written.articles, (one, id) => articleOf(one, titled('articles', id, one.title))),
    channels: mapped(written.channels, (one, id) => channelOf(one, titled('channels', id, one.title))),
    communication: (written.communication ?? []).map((one) => announcementOf(one, written)),
    probe: buildProbe(written),
    templates: mapped(written.templates, (one, id) =>
      templateOf(one, id, titled('templates', id, one.title), settings),
    ),
    surveys: mapped(written.surveys, (one, id) => surveyOf(one, id, titled('surveys', id, one.title), settings)),
    reviews: { ...reviews, ...buildUpkeep(written, settings) },
    documents: buildDocuments(written, settings),
    procedures,
    schedules: buildSchedules(written),
    checks: mapped(written.checks, (one, id) => checkOf(one, titled('checks', id, one.title))),
    alerts: mapped(written.alerts, (one, id) => alertOf(one, titled('alerts', id, one.title))),
    heartbeats: mapped(written.heartbeats, (one, id) => heartbeatOf(one, titled('heartbeats', id, one.title), written)),
    integrations: mapped(written.integrations, (one, id) => integrationOf(one, titled('integrations', id, one.title))),
    storm: stormOf(written.storm),
    backups: mapped(written.backups, (one, id) => backupOf(one, id, titled('backups', id, one.title), written)),
  };
}

/** The rows of what is promised to tickets of one kind alone come first. */
const targetsOf = (
  written: Written,
  { reviews, procedures }: Pick<Plan, 'reviews' | 'procedures'>,
): Plan['targets'] => [
  ...testRows(written),
  ...vulnerabilityRows(written),
  ...ownRows(written, reviews),
  ...lookBackRows(procedures),
  ...targetRows(written),
];

/** What is kept, mended and written down. */
const keeping = (written: Written, settings: Settings) => ({
  degraded: buildDegraded(written, settings),
  maintenance: buildMaintenance(written, settings),
  vulnerabilities: buildVulnerabilities(written),
  records: (written.logbook?.records ?? []).map(
    (one, index) => settings.resolve(one, ['logbook', 'records', index]) ?? one,
  ),
  recovery: recoveryOf(written),
});

/** The people of a plan with their addresses. */
export const buildContacts = ({ people = {} }: Written, settings: Settings): readonly Contact[] =>
  Object.entries(people).map(([id, { name, email, phone }]) => ({
    id,
    name: settings.resolve(name, ['people', id, 'name']) ?? id,
    email: settings.resolveAs(word.email, 'email', email, ['people', id, 'email']),
    phone: phone === undefined ? null : settings.resolve(phone, ['people', id, 'phone']),
  }));

/** A single address of a customer, in small letters. */
export interface CustomerAddress {
  readonly address: string;
  readonly customer: string;
}

/** The single addresses of customers; who has none that is configured has none. */
export const buildAddresses = ({ customers = {} }: Written, settings: Settings): readonly CustomerAddress[] =>
  Object.entries(customers).flatMap(([customer, { addresses = [] }]) =>
    addresses
      .map((one, index) => settings.resolveAs(word.email, 'email', one, ['customers', customer, 'addresses', index]))
      .filter((one) => one !== null)
      .map((one) => ({ address: one.toLowerCase(), customer })),
  );

/** The calendars of a plan, `always` among them, ready to be compiled over any span of years. */
export const buildCalendars = ({
  calendars = {},
  timezone,
}: Pick<Written, 'calendars' | 'timezone'>): Record<string, CalendarSource> => ({
  always: { zone: timezone, always: true },
  ...mapped(calendars, ({ timezone: own, closed, special, holidays, week }) => ({
    zone: own ?? timezone,
    week,
    ...(closed !== undefined && { closed }),
    ...(special !== undefined && { special }),
    ...(holidays !== undefined && { holidays }),
  })),
});

const severityOf = (one: Chapter<'severities'>[string], title: string): Severity => ({
  title,
  types: one.types ?? null,
  escalation: one.escalation ?? null,
  runbook: one.runbook ?? null,
});

const customerOf = (one: Chapter<'customers'>[string], id: string, settings: Settings): Customer => ({
  title: titles(settings)('customers', id, one.title),
  domains: (one.domains ?? [])
    .map((domain, index) => settings.resolveAs(word.domain, 'domain', domain, ['customers', id, 'domains', index]))
    .filter((domain) => domain !== null)
    .map((domain) => domain.toLowerCase()),
  tier: one.tier ?? null,
  contact: one.contact ?? null,
});

/** A title as it is told to people: the written one, or the name itself. */
const titles =
  (settings: Settings) =>
  (chapter: string, id: string, title: string | undefined): string =>
    (title === undefined ? null : settings.resolve(title, [chapter, id, 'title'])) ?? id;

const mapped = <From, To>(
  entries: Readonly<Record<string, From>> | undefined,
  map: (one: From, id: string) => To,
): Record<string, To> => mapFields(entries ?? {}, map);
