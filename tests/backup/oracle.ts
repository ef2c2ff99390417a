import type { Dates, Held, Holding } from '../../domain/backup/retention.ts';
import type { Age, Keep } from '../../domain/plan/backups.ts';

/** Which copies stay, found by asking each by itself: does anything say that it does? */
export function oracle(copies: readonly Held[], keeps: Holding['keeps'], dates: Dates, now: number): boolean[] {
  const { periodOf, endOf } = dates;
  const whole = (c: Held): boolean =>
    c.state === 'good' && (c.base === null || copies.some((b) => b.id === c.base && whole(b)));
  const within = (c: Held, term: Age | null): boolean => term !== null && endOf(c.madeAt, term) > now;
  const rivals = (c: Held) => copies.filter((d) => d !== c && d.backup === c.backup && whole(d));
  const later = (d: Held, c: Held): boolean => d.madeAt > c.madeAt || (d.madeAt === c.madeAt && d.id > c.id);

  const isOne = (c: Held, keep: Keep, level: 'weekly' | 'monthly' | 'yearly'): boolean =>
    within(c, keep[level]) &&
    !rivals(c).some((d) => periodOf(level, d.madeAt) === periodOf(level, c.madeAt) && beats(d, c));
  const beats = (d: Held, c: Held): boolean => {
    if (d.proven !== c.proven) return d.proven;
    if ((d.base === null) !== (c.base === null)) return d.base === null;
    return later(c, d);
  };
  const beginsWindow = (c: Held, { daily }: Keep): boolean =>
    c.pointInTime && daily !== null && !rivals(c).some((d) => later(d, c) && !within(d, daily));

  const reasons: readonly ((c: Held, keep: Keep) => boolean)[] = [
    (c, keep) => (['weekly', 'monthly', 'yearly'] as const).some((level) => isOne(c, keep, level)),
    (c) => !rivals(c).some((d) => later(d, c)),
    (c) => c.proven && !rivals(c).some((d) => d.proven && later(d, c)),
    beginsWindow,
  ];
  const forItself = (c: Held): boolean => {
    const keep = keeps[c.backup] ?? null;
    if (c.state === 'busy' || keep === null || within(c, keep.daily)) return true;
    return whole(c) && reasons.some((holds) => holds(c, keep));
  };
  const stays = (c: Held): boolean => forItself(c) || copies.some((d) => d.base === c.id && stays(d));
  return copies.map(stays);
}
