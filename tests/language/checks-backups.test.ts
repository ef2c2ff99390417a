/** Backups and recovery where the edge matters; the plain cases are the examples of the documentation. */
import { describe, expect, test } from 'vitest';
import { findingsIn, pathsOf, planWith } from './plans.ts';

const told = (chapters: string) => pathsOf(findingsIn(planWith(chapters)).filter(({ rule }) => rule !== 'recorded'));
const tested = 'restore test: month';

describe('rpo-unreachable', () => {
  const backup = (every: string, rpo: string) => `backups: { db: { every: ${every}, rpo: ${rpo}, ${tested} } }`;

  test('an RPO as long as the longest gap can be kept', () => {
    expect(told(backup('4h', '4h'))).toEqual([]);
    expect(told(backup('4h', '3h59m'))).toEqual(['rpo-unreachable backups.db.rpo backups.db.every']);
  });

  test('a weekend without backups counts', () =>
    expect(told(backup('mon-fri 01:00', '1 day'))).toEqual(['rpo-unreachable backups.db.rpo backups.db.every']));

  test('what is copied on change loses nothing; what is copied as needed promises nothing', () => {
    expect(told(backup('on change', '1s'))).toEqual([]);
    expect(told(backup('as needed', '1 week'))).toEqual(['rpo-unreachable backups.db.rpo backups.db.every']);
  });

  test('two daily backups of one set halve the gap', () => {
    const twice = (rpo: string) =>
      told(
        `backups: { night: { of: db, every: day 01:00, ${tested} }, noon: { of: db, every: day 13:00, rpo: ${rpo} } }`,
      );
    expect(twice('12h')).toEqual([]);
    expect(twice('11h')).toEqual(['rpo-unreachable backups.noon.rpo backups.night.every']);
  });

  const two = `backups: { db: { every: 1h, ${tested} }, files: { every: 24h, ${tested} } }\n`;
  test('an RPO in all holds for every set that has none of its own', () => {
    expect(told(`${two}continuity: { rpo: 1h }`)).toEqual(['rpo-unreachable continuity.rpo backups.files.every']);
    expect(told(`${two}continuity: { rpo: { files: 24h, db: 30m } }`)).toEqual([
      'rpo-unreachable continuity.rpo.db backups.db.every',
    ]);
    expect(told(`${two.replace('24h', '24h, rpo: 24h')}continuity: { rpo: 1h }`)).toEqual([]);
  });

  test('nothing is kept of what is not backed up', () => {
    expect(told('continuity: { rpo: 1h }')).toEqual(['rpo-unreachable continuity.rpo']);
    expect(told(`${two}continuity: { rpo: { mail: 1 day } }`)).toEqual(['rpo-unreachable continuity.rpo.mail']);
  });

  test('a backup that is ill formed may be the one that is missing', () =>
    expect(told('backups: { a: { of: db, every: 1h, rpo: 1s }, b: { of: db, every: sometimes } }')).toEqual([
      'time backups.b.every',
    ]));

  test('the sentence names both figures', () =>
    expect(findingsIn(planWith(backup('6h', '1h'))).find(({ rule }) => rule === 'rpo-unreachable')?.message).toBe(
      'the RPO is 1h, yet up to 6h pass between two backups of `db`: back it up at least every 1h or continuously, or promise less',
    ));
});

describe('rto-shorter-than-restore', () => {
  const db = (rest: string) => `backups: { db: { every: 1h, restore test: { every: month, within: 3h }, ${rest} } }\n`;

  test('the slowest restore counts, and an equal RTO is kept', () => {
    expect(told(`${db('restore takes: 4h')}continuity: { rto: 4h }`)).toEqual([]);
    expect(told(`${db('restore takes: 1h')}continuity: { rto: 2h }`)).toEqual([
      'rto-shorter-than-restore continuity.rto backups.db.restore test.within',
    ]);
  });

  test('a kind of recovery may not take longer than the whole', () =>
    expect(told('continuity: { rto: { redeploy: 5h, disaster: 4h } }')).toEqual([
      'rto-shorter-than-restore continuity.rto.disaster continuity.rto.redeploy',
    ]));

  test('of a data set the quickest restore will do', () => {
    const set = (quick: string) =>
      `backups: { full: { of: db, every: day 01:00, restore takes: 2h, ${tested} }, log: { of: db, every: continuously, restore takes: ${quick} } }\ncontinuity: { rto: { db: 1h } }`;
    expect(told(set('30m'))).toEqual([]);
    expect(told(set('90m'))).toEqual(['rto-shorter-than-restore continuity.rto.db backups.log.restore takes']);
  });

  test('the procedure of recovery counts', () =>
    expect(
      told(
        'continuity: { rto: 4h, recovery: all }\nprocedures: { all: { within: 5h, owner: ana, steps: [{ do: Restore }] } }',
      ),
    ).toEqual(['rto-shorter-than-restore continuity.rto procedures.all.within']));
});

describe('restore tests', () => {
  test('one backup of a data set that is tested proves the set', () =>
    expect(told(`backups: { a: { of: db, every: 1h, ${tested} }, b: { of: db, every: day } }`)).toEqual([]));

  test('a test without a rhythm is none', () =>
    expect(told('backups: { a: { every: 1h, restore test: as needed } }')).toEqual([
      'backup-without-restore-test backups.a',
    ]));

  test('a drill that restores proves it, if it comes round', () => {
    const drill = (every: string) =>
      told(`backups: { a: { every: 1h } }\nprocedures: { drill: { ${every} steps: [{ restore: a }] } }`);
    expect(drill('every: quarter,')).toEqual([]);
    expect(drill('')).toEqual(['backup-without-restore-test backups.a']);
  });

  test('a procedure that is ill formed may be that drill', () =>
    expect(
      told('backups: { a: { every: 1h } }\nprocedures: { drill: { every: often, steps: [{ restore: a }] } }'),
    ).toEqual(['time procedures.drill.every']));
});

describe('retention', () => {
  const kept = (every: string, keep: string, test_ = 'day') =>
    told(`backups: { a: { every: ${every}, keep: ${keep}, restore test: ${test_} } }`);

  test('a copy kept for exactly its interval is kept long enough', () => {
    expect(kept('week', '7 days')).toEqual([]);
    expect(kept('week', '6 days')).toEqual(['keep-shorter-than-interval backups.a.keep backups.a.every']);
    expect(kept('month', '1 month')).toEqual([]);
    expect(kept('month', '30 days')).toEqual(['keep-shorter-than-interval backups.a.keep backups.a.every']);
  });

  test('a weekly copy that goes within the week is none', () =>
    expect(kept('day', '{ daily: 30 days, weekly: 5 days }')).toEqual([
      'keep-shorter-than-interval backups.a.keep.weekly',
    ]));

  test('what is kept for ever, or has no rhythm, is kept long enough', () => {
    expect(kept('year', 'forever')).toEqual([]);
    expect(kept('on change', '1 day')).toEqual([]);
  });

  test('30 days are a month where copies are tested, 27 are not', () => {
    expect(kept('day', '30 days', 'month')).toEqual([]);
    expect(kept('day', '27 days', 'month')).toEqual(['keep-shorter-than-test backups.a.keep backups.a.restore test']);
  });
});

test('a hundred backups are looked at soon', () => {
  const names = Array.from({ length: 100 }, (_, index) => index);
  const all = names.map((one) => `  b${one}: { of: s${one % 5}, every: mon-fri 0${one % 3}:00, rpo: 1h, ${tested} }\n`);
  const before = process.cpuUsage();
  expect(told(`backups:\n${all.join('')}`)).toHaveLength(100);
  expect(process.cpuUsage(before).user / 1000).toBeLessThan(3000);
});
