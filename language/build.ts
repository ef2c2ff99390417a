import type { Target } from '../domain/clock.ts';
import type { Customer, Plan, Promise, Severity, Step, TargetRow, Tell } from '../domain/plan.ts';
import type { CalendarSource } from './calendar.ts';
import { standing } from './checks/recipients.ts';
import { usualTypes } from './schema.ts';
import type { Written, WrittenStep } from './schema.ts';
import type { Settings } from './settings.ts';
import * as word from './words.ts';

/** A person of the plan and how to reach them; kept apart from the plan's versions. */
export interface Contact {
  readonly id: string;
  readonly name: string;
  /** Null while its `${NAME}` is not configured. */
  readonly email: string | null;
}

const reopenMs = 7 * 24 * 60 * 60 * 1000;

/** The plan as the domain needs it, version 0: whoever applies it numbers it. */
export function buildPlan(written: Written, settings: Settings): Plan {
  const titled = titles(settings);
  return {
    slug: written.plan,
    version: 0,
    title: settings.resolve(written.title, ['title']) ?? written.plan,
    reference: written.reference,
    locale: written.locale,
    timezone: written.timezone,
    types: written.types ?? usualTypes,
    services: mapped(written.services, (one, id) => ({ title: titled('services', id, one.title) })),
    severities: mapped(written.severities, (one, id) => severityOf(one, id, titled('severities', id, one.title))),
    tiers: mapped(written.tiers, (one, id) => ({ title: titled('tiers', id, one.title) })),
    customers: mapped(written.customers, (one, id) => customerOf(one, id, settings)),
    people: Object.keys(written.people ?? {}),
    roles: written.roles ?? {},
    targets: targetRows(written),
    combine: written.combine ?? 'strictest',
    policies: mapped(written.escalation, (steps) => steps.map((step) => stepOf(step, written.roles ?? {}))),
    reopenMs: written.reopen ?? reopenMs,
  };
}

/** The people of a plan with their addresses. */
export const buildContacts = ({ people = {} }: Written, settings: Settings): readonly Contact[] =>
  Object.entries(people).map(([id, { name, email }]) => ({
    id,
    name: settings.resolve(name, ['people', id, 'name']) ?? id,
    email: settings.resolveAs(word.email, 'email', email, ['people', id, 'email']),
  }));

/** The calendars of a plan, `always` among them, ready to be compiled over any span of years. */
export const buildCalendars = ({ calendars = {}, timezone }: Written): Record<string, CalendarSource> => ({
  always: { zone: timezone, always: true },
  ...mapped(calendars, ({ timezone: own, closed, special, holidays, week }) => ({
    zone: own ?? timezone,
    week,
    ...(closed !== undefined && { closed }),
    ...(special !== undefined && { special }),
    ...(holidays !== undefined && { holidays }),
  })),
});

/** The rows in the order that `combine: first` goes by: the long form as written, then severities, then tiers. */
function targetRows({ targets = [], severities, tiers = {} }: Written): readonly TargetRow[] {
  return [
    ...targets.flatMap((row, index) => rowsOf(row, whenOf(row.when), `targets.${index}`)),
    ...Object.entries(severities).flatMap(([severity, row]) => rowsOf(row, { severity }, `severities.${severity}`)),
    ...Object.entries(tiers).flatMap(([tier, row]) => rowsOf(row, { tier }, `tiers.${tier}`)),
  ];
}

type Row = { readonly [metric in 'response' | 'resolution']?: Target | undefined } & {
  readonly calendar?: string | undefined;
};

const rowsOf = (row: Row, when: TargetRow['when'], rule: string): readonly TargetRow[] =>
  (['response', 'resolution'] as const).flatMap((metric) => {
    const target = row[metric];
    return target === undefined ? [] : [{ metric, when, ...promise(target, row.calendar, `${rule}.${metric}`) }];
  });

const promise = (target: Target, calendar: string | undefined, rule: string): Promise => ({
  target,
  calendar: calendar ?? 'always',
  rule,
});

const whenOf = ({ severity, tier, type }: NonNullable<Written['targets']>[number]['when']): TargetRow['when'] => ({
  ...(severity !== undefined && { severity }),
  ...(tier !== undefined && { tier }),
  ...(type !== undefined && { type }),
});

const severityOf = (one: Written['severities'][string], id: string, title: string): Severity => ({
  title,
  escalation: one.escalation ?? null,
  postmortem:
    one.postmortem === undefined ? null : promise(one.postmortem, one.calendar, `severities.${id}.postmortem`),
});

const customerOf = (one: NonNullable<Written['customers']>[string], id: string, settings: Settings): Customer => ({
  title: titles(settings)('customers', id, one.title),
  domains: one.domains
    .map((domain, index) => settings.resolveAs(word.domain, 'domain', domain, ['customers', id, 'domains', index]))
    .filter((domain) => domain !== null)
    .map((domain) => domain.toLowerCase()),
  tier: one.tier ?? null,
  contact: one.contact ?? null,
});

const stepOf = (
  { at, tell, repeat, 'at most': atMost }: WrittenStep,
  roles: Readonly<Record<string, unknown>>,
): Step => ({
  at,
  tell: tell.map(
    (name): Tell =>
      standing.find((one) => one === name) ?? (Object.hasOwn(roles, name) ? { role: name } : { person: name }),
  ),
  repeat: repeat === undefined || atMost === undefined ? null : { everyMs: repeat, atMost },
});

/** A title as it is told to people: the written one, or the name itself. */
const titles =
  (settings: Settings) =>
  (chapter: string, id: string, title: string | undefined): string =>
    (title === undefined ? null : settings.resolve(title, [chapter, id, 'title'])) ?? id;

const mapped = <From, To>(
  entries: Readonly<Record<string, From>> | undefined,
  map: (one: From, id: string) => To,
): Record<string, To> => Object.fromEntries(Object.entries(entries ?? {}).map(([id, one]) => [id, map(one, id)]));
