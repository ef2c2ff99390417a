import type { Calendar } from '../domain/calendar.ts';
import { layered, within } from '../domain/on-call.ts';
import type { Rotation, RotationSource, Shift, Turns } from '../domain/on-call.ts';
import type { Chapter, Written } from './schema.ts';
import { handoffs } from './time/handoffs.ts';

type Layer = Omit<Chapter<'rotations'>[string], 'title' | 'description' | 'layers'>;

/** The rotations of a plan, each from its own turns up to its last layer. */
export const buildRotations = (
  { rotations = {} }: Pick<Written, 'rotations'>,
  titled: (chapter: string, id: string, title: string | undefined) => string,
): Record<string, RotationSource> =>
  Object.fromEntries(
    Object.entries(rotations).map(([name, { layers = [], ...lowest }]) => [
      name,
      { title: titled('rotations', name, lowest.title), layers: [lowest, ...layers].map(turnsOf) },
    ]),
  );

const turnsOf = ({ members, every, handoff, starts, calendar }: Layer): Turns => ({
  members,
  every,
  handoff: handoff ?? null,
  starts: starts ?? null,
  calendar: calendar ?? 'always',
});

/**
 * Compiles a rotation over [fromAt, untilAt), epoch ms, in a zone, into shifts that are sorted and never overlap. Calendars
 * are compiled over the same span. Whose turn it is is counted from the anchor: another span tells the same shifts.
 */
export const compileRotation = (
  { layers }: RotationSource,
  zone: string,
  calendars: Readonly<Record<string, Calendar>>,
  fromAt: number,
  untilAt: number,
): readonly Shift[] =>
  layered(layers.map((turns) => within(shiftsOf(turns, zone, fromAt, untilAt), calendars[turns.calendar]!.open)));

/** Compiles every rotation, by its name; nobody has made an override yet. */
export const compileRotations = (
  sources: Readonly<Record<string, RotationSource>>,
  zone: string,
  calendars: Readonly<Record<string, Calendar>>,
  fromAt: number,
  untilAt: number,
): Record<string, Rotation> =>
  Object.fromEntries(
    Object.entries(sources).map(([name, one]) => {
      const shifts = compileRotation(one, zone, calendars, fromAt, untilAt);
      return [name, { shifts, overrides: [] }];
    }),
  );

function shiftsOf(turns: Turns, zone: string, fromAt: number, untilAt: number): readonly Shift[] {
  const { members } = turns;
  if (members.length === 0) return [];
  const { first, begins } = handoffs(turns, zone, fromAt, untilAt);
  return begins
    .map((from, index) => ({
      from,
      until: begins[index + 1] ?? untilAt,
      person: members[(first + index) % members.length]!,
    }))
    .filter(({ from, until }) => from < until);
}
