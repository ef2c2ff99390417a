import { wallClock } from '../zone.ts';

const day = 86_400_000;

/** The instant of a wall time on a date, `2027-04-05`, by the clocks of a zone; one that does not exist is the instant of the transition. */
export function instantOn(zone: string, date: string, time: string): number {
  const wall = Date.parse(`${date}T${time}:00Z`);
  return wallClock(zone, wall - day, wall + day)(wall, 'earlier');
}
