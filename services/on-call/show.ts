import { overridesSince } from '../../db/overrides.ts';
import { listPlans, peopleOf, planVersion } from '../../db/plans.ts';
import { gapsBetween, nextShift, shiftsBetween } from '../../domain/on-call.ts';
import type { Gap, Rotation, RotationSource, Shift } from '../../domain/on-call.ts';
import { compileCalendars } from '../../language/calendar.ts';
import type { CalendarSource } from '../../language/calendar.ts';
import { compileRotations } from '../../language/rotation.ts';
import { mayReach } from '../access/caller.ts';
import type { Caller } from '../access/caller.ts';
import { Invalid } from '../desk.ts';
import type { Desk } from '../desk.ts';
import { rulesOf } from '../plan/rules.ts';

import { withOverrides } from './rules.ts';

type Reading = Pick<Desk, 'db' | 'now' | 'rules'>;

const day = 86_400_000;
const usual = 28 * day;
const most = 366 * day;
/** So far around what is asked for is looked for where a shift begins and ends. */
const around = { before: 62 * day, after: 400 * day };
const bounds = { from: Date.parse('2000-01-01T00:00Z'), until: Date.parse('2100-01-01T00:00Z') };

/** Of what is asked: which plan, from when, until when, epoch ms; now and four weeks on, where left out. */
export interface Span {
  readonly plan?: string | undefined;
  readonly at?: number | undefined;
  readonly until?: number | undefined;
}

/** A shift as it is told; null where it begins or ends out of sight. */
export interface ShiftView {
  readonly person: string;
  readonly name: string;
  readonly from: number | null;
  readonly until: number | null;
}

/** One rotation as it is told, instants in epoch ms. */
export interface OnCall {
  readonly plan: string;
  readonly rotation: string;
  readonly title: string;
  readonly timezone: string;
  readonly at: number;
  readonly until: number;
  readonly now: ShiftView | null;
  /** The first shift that begins after `at`. */
  readonly next: ShiftView | null;
  /** Those that touch the span. */
  readonly shifts: readonly ShiftView[];
  /** When nobody is on call in the hours that are to be covered. */
  readonly gaps: readonly Gap[];
}

/** Who is on call and when nobody is, by the plans in force that the caller may see. Throws `Invalid` for a span that cannot be. */
export async function onCall(desk: Reading, caller: Caller, asked: Span): Promise<readonly OnCall[]> {
  const span = spanOf(asked, desk.now());
  const all: OnCall[] = [];
  for (const { slug, version } of await listPlans(desk.db))
    if (mayReach(caller, slug) && (asked.plan ?? slug) === slug) all.push(...(await ofPlan(desk, slug, version, span)));
  return all;
}

interface Asked {
  readonly at: number;
  readonly until: number;
}

function spanOf({ at: from, until }: Span, now: number): Asked {
  const at = from ?? now;
  const end = until ?? at + usual;
  if (at < bounds.from || end > bounds.until)
    throw new Invalid('Who is on call is known from 2000 until 2100.', at < bounds.from ? '/at' : '/until');
  if (end <= at) throw new Invalid('`until` must be after `at`.', '/until');
  if (end - at > most) throw new Invalid('This is more than 366 days: ask for less at once.', '/until');
  return { at, until: end };
}

async function ofPlan(desk: Reading, slug: string, version: number, span: Asked): Promise<readonly OnCall[]> {
  const { rotations, timezone } = (await rulesOf(desk, desk.db, slug, version)).plan;
  if (Object.keys(rotations).length === 0) return [];
  const { sources } = (await planVersion(desk.db, slug, version))!;
  const sight = { from: span.at - around.before, until: Math.max(span.until, span.at + around.after) };
  const calendars = compileCalendars(sources as Record<string, CalendarSource>, sight.from, sight.until);
  const shifts = compileRotations(rotations, timezone, calendars, sight.from, sight.until);
  const standing = withOverrides(shifts, await overridesSince(desk.db, slug, sight.from));
  const names = new Map((await peopleOf(desk.db, slug)).map(({ id, name }) => [id, name]));
  return Object.entries(rotations).map(([rotation, source]) => {
    const { open } = calendars[coveredBy(source)]!;
    const gaps = gapsBetween(standing[rotation]!, open, span.at, span.until);
    return {
      plan: slug,
      rotation,
      title: source.title,
      timezone,
      ...span,
      ...told(standing[rotation]!, span, sight, names),
      gaps,
    };
  });
}

/** Whose hours are to be covered: what has layers is there for all of them. */
const coveredBy = ({ layers }: RotationSource): string => (layers.length > 1 ? 'always' : layers[0]!.calendar);

function told(rotation: Rotation, { at, until }: Asked, sight: Gap, names: ReadonlyMap<string, string>) {
  const view = ({ person, from, until: end }: Shift): ShiftView => ({
    person,
    name: names.get(person) ?? person,
    from: from <= sight.from ? null : from,
    until: end >= sight.until ? null : end,
  });
  const [now] = shiftsBetween(rotation, at, at + 1);
  const next = nextShift(rotation, at);
  return {
    now: now === undefined ? null : view(now),
    next: next === null ? null : view(next),
    shifts: shiftsBetween(rotation, at, until).map(view),
  };
}
