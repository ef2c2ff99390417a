/** A provider's backup is watched by its API, by a query or by the listing of a bucket: missing, old or small it opens an incident. */
import { mkdtempSync, utimesSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, afterEach, beforeAll, describe, expect, inject, test } from 'vitest';

import { observe } from '../../channels/probes/copies.ts';
import { backups } from '../../services/backup/list.ts';
import type { Asked } from '../../services/backup/sight.ts';
import { actOnRun } from '../../services/procedure/act.ts';
import { startRun } from '../../services/procedure/start.ts';
import { carry } from '../services/carry.ts';
import { admin, startShop } from '../services/support.ts';
import type { Shop } from '../services/support.ts';
import { lookAtBackups } from '../../worker/backups.ts';

import { hour, planOf } from './support.ts';

const minute = 60_000;
const start = Date.parse('2027-03-02T10:00:00Z');
let now = start;
/** What the provider answers, by path; and with which key it was asked. */
let answers: Record<string, string> = {};
let keys: (string | undefined)[] = [];
const server = createServer((request, response) => {
  keys.push(request.headers.authorization);
  const body = answers[request.url ?? ''];
  response.writeHead(body === undefined ? 404 : 200).end(body);
});
let base: string;
let shop: Shop;
const signal = new AbortController().signal;

beforeAll(async () => {
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  shop = await startShop(
    planOf(`
severities: { P1: { response: 1h }, P2: { response: 4h } }
backups:
  database:
    { title: The till, of: till, driver: watch, provider: Supabase, every: continuously, mode: point in time, keep: 7 days, rpo: 2h, opens: P2, restore test: month,
      watch: { http: "\${API}/backups", key: "\${KEY}", newest: "$.pitr.latest", younger: 1h } }
  bucket:
    { title: Pictures, driver: watch, provider: S3, every: day 03:00, keep: 7 days, opens: P2, restore test: month,
      watch: { files: "\${API}/?list-type=2", larger: 1 MB, every: 1h } }
  unset: { driver: watch, every: day 03:00, restore test: month, watch: { files: "\${NOTHING}" } }
`),
  );
  await shop.db.updateTable('plan_version').set({ applied_at: start }).execute();
  Object.assign(shop.desk, { now: () => now, env: { API: base, KEY: 'a key' } });
});
afterAll(async () => {
  server.close();
  await shop.stop();
});
afterEach(() => {
  answers = {};
  keys = [];
});

const ask = (more: Partial<Asked> & Pick<Asked, 'kind' | 'target'>) =>
  observe({ key: null, newest: null, size: null, on: null, timeoutMs: 5000, ...more }, signal);
const xml = (objects: readonly (readonly [at: string, bytes: number])[], next?: string) =>
  `<?xml version="1.0"?><ListBucketResult><IsTruncated>${next !== undefined}</IsTruncated>${objects
    .map(([at, bytes]) => `<Contents><Key>a</Key><LastModified>${at}</LastModified><Size>${bytes}</Size></Contents>`)
    .join('')}${next === undefined ? '' : `<NextContinuationToken>${next}</NextContinuationToken>`}</ListBucketResult>`;

describe('what is seen:', () => {
  test('the newest of what an API tells of, with its size', async () => {
    answers = {
      '/b': JSON.stringify({
        all: [
          { at: '2027-03-01T03:00:00Z', size: 5 },
          { at: '2027-03-02T03:00:00Z', size: 7 },
        ],
      }),
    };
    const sight = await ask({
      kind: 'http',
      target: `${base}/b`,
      key: 'k',
      newest: '$.all[*].at',
      size: '$.all[*].size',
    });
    expect([sight, keys]).toEqual([
      { newestAt: Date.parse('2027-03-02T03:00:00Z'), bytes: 7, fault: null },
      ['Bearer k'],
    ]);
  });

  test('the newest of a bucket over several pages; what is empty is no copy', async () => {
    answers = {
      '/?list-type=2': xml([['2027-03-01T03:00:00.000Z', 10]], 'x=1/'),
      '/?list-type=2&continuation-token=x%3D1%2F': xml([
        ['2027-03-02T03:00:00.000Z', 20],
        ['2027-03-02T09:00:00.000Z', 0],
      ]),
    };
    const sight = await ask({ kind: 'files', target: `${base}/?list-type=2` });
    expect(sight).toEqual({ newestAt: Date.parse('2027-03-02T03:00:00Z'), bytes: 20, fault: null });
  });

  test('the newest file of a folder', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'guardia-copies-'));
    for (const [name, hours] of [
      ['old', 5],
      ['new', 3],
    ] as const) {
      writeFileSync(join(folder, name), name);
      utimesSync(join(folder, name), start / 1000 - hours * 3600, start / 1000 - hours * 3600);
    }
    expect(await ask({ kind: 'files', target: folder })).toEqual({ newestAt: start - 3 * hour, bytes: 3, fault: null });
  });

  test('what a query finds', async () => {
    const target = `SELECT to_timestamp(${start / 1000 - 60})`;
    const sight = await ask({ kind: 'sql', target, size: 'SELECT 1234567', on: inject('postgres') });
    expect(sight).toEqual({ newestAt: start - minute, bytes: 1_234_567, fault: null });
  });

  test.each([
    ['an answer that is none', { kind: 'http', target: '/missing' }, 'HTTP 404'],
    ['what is no listing', { kind: 'files', target: '/page' }, 'the answer is not a listing as S3 gives it'],
    ['what is no time', { kind: 'http', target: '/page', newest: '$' }, 'the answer is not JSON'],
  ] as const)('of %s, why nothing is', async (_, asked, fault) => {
    answers = { '/page': '<html>' };
    const sight = await ask({ ...asked, target: `${base}${asked.target}` });
    expect(sight).toEqual({ newestAt: null, bytes: null, fault });
  });
});

describe('what becomes of it:', () => {
  const look = async () => lookAtBackups(shop.desk, observe, signal);
  const tell = (hours: number, bytes: number, latest: number) => {
    answers = {
      '/?list-type=2': xml([[new Date(now - hours * hour).toISOString(), bytes]]),
      '/backups': JSON.stringify({ pitr: { latest: latest / 1000 } }),
    };
  };
  const copies = () => shop.db.selectFrom('copy').selectAll().where('driver', '=', 'watch').orderBy('id').execute();
  const incidents = async () =>
    (await shop.db.selectFrom('incident').select(['title', 'status']).orderBy('title').execute()).map(
      ({ title, status }) => `${title.replace('The provider’s backup is not as it should be: ', '')}, ${status}`,
    );

  test('a copy, as old as it is; one that grows stays one', async () => {
    tell(2, 5_000_000, now - minute);
    await look();
    expect(keys).toContain('Bearer a key');
    now += 16 * minute;
    tell(2.2, 5_000_000, now - minute);
    await look();
    const seen = (await copies()).map(({ backup, place, reaches_at: at, bytes }) => [backup, place, at, bytes]);
    expect(seen).toEqual([
      ['database', 'Supabase', now - minute, null],
      ['bucket', 'S3', start - 2 * hour, 5_000_000],
    ]);
    const all = await backups(shop.desk, admin, 'shop');
    expect(all.map(({ name, status }) => [name, status])).toEqual([
      ['database', 'good'],
      ['bucket', 'good'],
      ['unset', 'not configured'],
    ]);
    expect(all[0]!.rpo).toMatchObject({ isMs: minute, limitMs: 2 * hour, state: 'met' });
    expect(await incidents()).toEqual([]);
  });

  test('an incident where it is old, and where the newest is too small', async () => {
    now += hour;
    tell(1, 999, now - 61 * minute);
    await look();
    expect(await incidents()).toEqual(['Pictures: 999 B ≤ 1000000 B, received', 'The till: 1h1m ≥ 1h, received']);
  });

  test('an incident where nobody can see it any more', async () => {
    now += hour;
    tell(1, 5_000_000, now);
    await look();
    expect(await incidents()).toEqual(['Pictures: 999 B ≤ 1000000 B, resolved', 'The till: 1h1m ≥ 1h, resolved']);
    now += hour;
    answers = {};
    await look();
    expect((await incidents()).filter((one) => one.includes('received'))).toEqual([
      'Pictures: HTTP 404, received',
      'The till: HTTP 404, received',
    ]);
  });

  test('restored by people, it is proven from then on', async () => {
    const proof = async () => (await backups(shop.desk, admin, 'shop')).find(({ name }) => name === 'bucket')!.proof!;
    expect((await proof()).isMs).toBeNull();
    const procedure = 'backups/bucket/restore-test';
    const { reference } = await startRun(shop.desk, admin, { plan: 'shop', procedure, answers: {} }, null);
    await carry(shop.desk, reference, {} as never);
    const body = { step: 'restore-test', item: 1 };
    await actOnRun(shop.desk, admin, { reference, verb: 'tick', body, key: 'tick' });
    await carry(shop.desk, reference, {} as never);
    now += hour;
    expect(await proof()).toMatchObject({ isMs: hour, state: 'met' });
  });
});
