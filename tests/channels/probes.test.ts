/** Probes find what is there: in a database, in files, of programs, of this machine and of others. */
import { mkdtempSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, inject, test, vi } from 'vitest';

import type { Question } from '../../services/monitor/probe.ts';

import { asked, expecting, faultOf, hour, nowAt, probe, startServer } from './support.ts';

const folder = mkdtempSync(join(tmpdir(), 'guardia-probes-'));

let server: Awaited<ReturnType<typeof startServer>>;
let base = '';
beforeAll(async () => {
  server = await startServer();
  base = server.base;
});
afterAll(() => server.stop());

describe('sql', () => {
  const sql = (query: string) => probe('sql', query, { on: inject('postgres') });
  test('a value, several, a truth, nothing', async () => {
    expect((await sql('SELECT 1')).values).toEqual([1]);
    expect((await sql('SELECT * FROM (VALUES (2.5), (3)) v')).values).toEqual([2.5, 3]);
    expect((await sql('SELECT true')).values).toEqual([1]);
    expect((await sql('SELECT null')).values).toEqual([]);
  });

  test.each([
    ['what fails, by its code alone', 'SELECT * FROM secret_table', '42P01'],
    ['what writes', 'CREATE TABLE t (a int)', '25006'],
    ['what is more than one statement', 'COMMIT; CREATE TABLE t (a int)', '42601'],
  ])('%s', async (_, query, fault) => expect((await sql(query)).fault).toBe(fault));

  test('what takes too long is given up', async () =>
    expect(await faultOf('sql', 'SELECT pg_sleep(20)', { on: inject('postgres'), timeoutMs: 300 })).toMatch(
      /no answer in time|57014/,
    ));

  test('without a database it says what is missing', async () =>
    expect((await probe('sql', 'SELECT 1')).missing).toContain('`on`'));
});

describe('fresh', () => {
  const ageOf = async (target: string, more: Partial<Question> = {}) => {
    const { fault, values } = await probe('fresh', target, more);
    return fault ?? Math.round(values[0]! / hour);
  };
  const on = inject('postgres');
  const hoursAgo = (hours: number) => new Date(nowAt - hours * hour).toISOString();

  test('a value of a database', async () => {
    expect(await ageOf(`SELECT '${hoursAgo(2)}'::timestamptz`, { on })).toBe(2);
    expect(await ageOf(`SELECT '${hoursAgo(4).replace('Z', '')}'::timestamp`, { on })).toBe(4);
    expect(await ageOf(`SELECT ${Math.round((nowAt - 5 * hour) / 1000)}`, { on })).toBe(5);
    expect(await ageOf('SELECT null', { on })).toBe('there is no time');
    expect(await ageOf("SELECT 'soon'", { on })).toBe('what it finds is no time');
  });

  test('what an address says it was changed, or holds', async () => {
    expect(await ageOf(`${base}/object`)).toBe(3);
    const age = Math.round((nowAt - Date.parse('2026-01-02T03:04:05Z')) / hour);
    expect(await ageOf(`${base}/up`, expecting({ json: '$.at' }))).toBe(age);
    expect(await ageOf(`${base}/up`)).toBe('there is no time');
    expect(await ageOf(`${base}/down`)).toBe('HTTP 503');
  });

  test('a file', async () => {
    const file = join(folder, 'mark');
    writeFileSync(file, '');
    utimesSync(file, new Date(), new Date(nowAt - 7 * hour));
    expect([await ageOf(file), await ageOf(`file://${file}`), await ageOf(join(folder, 'gone'))]).toEqual([
      7,
      7,
      'ENOENT',
    ]);
  });
});

describe('command', () => {
  test.each<[string, string[], string | null]>([
    ['what ends with 0 is good', ['true'], null],
    ['what does not is not', ['sh', '-c', 'exit 3'], 'exit code 3'],
    ['there is no shell', ['true; false'], 'ENOENT'],
    ['what is not there', ['/nowhere/program'], 'ENOENT'],
  ])('%s', async (_, command, fault) => expect(await faultOf('command', command)).toBe(fault));

  test('it sees of the environment only what is listed', async () => {
    vi.stubEnv('GUARDIA_TEST_SECRET', 'x');
    const script = 'test -z "$GUARDIA_TEST_SECRET" && test "$LISTED" = yes';
    expect(await faultOf('command', ['sh', '-c', script], { environment: { LISTED: 'yes' } })).toBeNull();
    vi.unstubAllEnvs();
  });

  test('what it began ends with it, in time or not', async () => {
    const [pid, late] = [join(folder, 'pid'), join(folder, 'late')];
    const begins = (file: string) => `sleep 60 & echo $! > ${file}`;
    expect(await faultOf('command', ['sh', '-c', `${begins(late)}; wait`], { timeoutMs: 300 })).toBe(
      'no answer in time',
    );
    expect(await faultOf('command', ['sh', '-c', begins(pid)])).toBeNull();
    for (const file of [pid, late])
      await vi.waitFor(() => expect(runs(Number(readFileSync(file, 'utf8')))).toBe(false), 3000);
  });
});

/** One that has ended may still stand in the table of processes until somebody has asked for it. */
function runs(pid: number): boolean {
  try {
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
}

describe('host', () => {
  test.each(['cpu', 'memory', 'disk'])('%s of this machine is a share', async (what) => {
    const { fault, values } = await probe('host', what, { on: hostname() });
    expect([fault, values.length]).toEqual([null, 1]);
    expect(values[0]).toBeGreaterThanOrEqual(0);
    expect(values[0]).toBeLessThanOrEqual(1);
  });

  test('of another its node_exporter tells', async () => {
    const of = async (what: string) => (await probe('host', what, { on: `${base}/metrics` })).values;
    expect([await of('memory'), await of('disk')]).toEqual([[0.6], [0.85]]);
    expect((await of('cpu'))[0]).toBeCloseTo(0.75, 5);
  });

  test('one that is only named says what is missing', async () =>
    expect(await probe('host', 'cpu', { on: 'db.example' })).toMatchObject({
      fault: null,
      missing: expect.stringContaining('node_exporter'),
    }));
});

describe('prometheus', () => {
  const values = async (query: string) => (await probe('prometheus', query, { on: base })).values;
  test('the values that a query finds', async () => {
    asked.length = 0;
    expect([await values('up{job="a b"}'), await values('none'), await values('nan')]).toEqual([[0.25, 3], [], [0]]);
    expect(asked[0]).toBe('/api/v1/query?query=up%7Bjob%3D%22a%20b%22%7D');
    expect(await faultOf('prometheus', 'bad', { on: base })).toBe('HTTP 400');
  });
});
