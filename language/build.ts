import type { Target } from '../domain/clock.ts';
import type { Customer, Plan, Promise, Severity, Step, TargetRow } from '../domain/plan.ts';
import type { CalendarSource } from './calendar.ts';
import { buildReviews, buildSchedules, ownRows } from './reviews.ts';
import { buildRotations } from './rotation.ts';
import { usualTypes } from './schema.ts';
import type { Chapter, Written } from './schema.ts';
import { tellOf } from './tell.ts';
import type { Promised } from './time/range.ts';
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
  const reviews = buildReviews(written, settings, titled);
  return {
    slug: written.plan,
    version: 0,
    title: settings.resolve(written.title, ['title']) ?? written.plan,
    reference: written.reference,
    locale: written.locale,
    timezone: written.timezone,
    types: written.types === undefined ? usualTypes : Object.keys(written.types),
    impacts: Object.keys(written.impacts ?? {}),
    services: mapped(written.services, (one, id) => ({ title: titled('services', id, one.title) })),
    severities: mapped(written.severities, (one, id) => severityOf(one, id, titled('severities', id, one.title))),
    tiers: mapped(written.tiers, (one, id) => ({ title: titled('tiers', id, one.title) })),
    customers: mapped(written.customers, (one, id) => customerOf(one, id, settings)),
    people: Object.keys(written.people ?? {}),
    roles: mapped(written.roles, ({ members }) => members),
    rotations: buildRotations(written, titled),
    targets: [...ownRows(written, reviews), ...targetRows(written)],
    combine: written.combine ?? 'strictest',
    policies: mapped(written.escalation, ({ steps }) => steps.map((step) => stepOf(step, written))),
    reopenMs: written.reopen ?? reopenMs,
    reviews,
    schedules: buildSchedules(written),
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

/** The rows in the order that `combine: first` goes by: the long form as written, then severities, then tiers. */
export function targetRows({
  targets = [],
  severities,
  tiers = {},
}: Pick<Written, 'targets' | 'severities' | 'tiers'>): readonly TargetRow[] {
  return [
    ...targets.flatMap((row, index) => casesOf(row.when).flatMap((when) => rowsOf(row, when, `targets.${index}`))),
    ...Object.entries(severities).flatMap(([severity, row]) => rowsOf(row, { severity }, `severities.${severity}`)),
    ...Object.entries(tiers).flatMap(([tier, row]) => rowsOf(row, { tier }, `tiers.${tier}`)),
  ];
}

interface Row {
  readonly response?: Promised | undefined;
  readonly resolution?: Promised | undefined;
  readonly calendar?: string | undefined;
}

const rowsOf = (row: Row, when: TargetRow['when'], rule: string): readonly TargetRow[] =>
  (['response', 'resolution'] as const).flatMap((metric) => {
    const target = row[metric];
    if (target === undefined) return [];
    const { from, to } = target;
    return [{ metric, when, ...promise(to, row.calendar, `${rule}.${metric}`), ...(from !== null && { warn: from }) }];
  });

const promise = (target: Target, calendar: string | undefined, rule: string): Promise => ({
  target,
  calendar: calendar ?? 'always',
  rule,
});

/** Every case of conditions that name several values: what nothing carries out yet matches nothing. */
function casesOf(when: Chapter<'targets'>[number]['when']): readonly TargetRow['when'][] {
  if (when.level !== undefined || when.service !== undefined) return [];
  return traits.reduce<readonly TargetRow['when'][]>(
    (cases, trait) =>
      when[trait] === undefined
        ? cases
        : cases.flatMap((one) => when[trait]!.map((value) => ({ ...one, [trait]: value }))),
    [{}],
  );
}

const traits = ['severity', 'tier', 'type', 'impact', 'category'] as const;

const severityOf = (one: Chapter<'severities'>[string], id: string, title: string): Severity => ({
  title,
  types: one.types ?? null,
  escalation: one.escalation ?? null,
  postmortem:
    one.postmortem === undefined ? null : promise(one.postmortem, one.calendar, `severities.${id}.postmortem`),
});

const customerOf = (one: Chapter<'customers'>[string], id: string, settings: Settings): Customer => ({
  title: titles(settings)('customers', id, one.title),
  domains: one.domains
    .map((domain, index) => settings.resolveAs(word.domain, 'domain', domain, ['customers', id, 'domains', index]))
    .filter((domain) => domain !== null)
    .map((domain) => domain.toLowerCase()),
  tier: one.tier ?? null,
  contact: one.contact ?? null,
});

const stepOf = (
  { at, tell, repeat, 'at most': atMost }: Chapter<'escalation'>[string]['steps'][number],
  written: Written,
): Step => ({
  at,
  tell: tell.flatMap((name) => tellOf(name, written)),
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
