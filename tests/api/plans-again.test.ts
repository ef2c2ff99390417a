/** A plan that is sent again with its key is applied once. */
import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import { createKey } from '../../services/access/keys.ts';
import { shopText } from '../domain/support.ts';

import { bearer, startApi } from './support.ts';
import type { Api } from './support.ts';

let api: Api;
beforeEach(async () => void (api = await startApi()));
afterEach(() => api.stop());

const quicker = shopText.replace('P1: { response: 1h', 'P1: { response: 30m');

describe('an Idempotency-Key', () => {
  const keyed = (text: string, key: string, more: object = {}) =>
    api.post('/api/plans', { text, ...more }, { 'idempotency-key': key });
  const current = async () => (await api.get('/api/plans/shop')).body.version;

  test('that comes again applies nothing, whatever was applied since, and answers the same', async () => {
    const first = await keyed(quicker, 'a1');
    await keyed(shopText, 'b1');
    const again = await keyed(quicker, 'a1');
    expect([again.status, again.body]).toEqual([201, first.body]);
    expect(await current()).toBe(3);
  });

  test('sent twice at once makes one version', async () => {
    const waiting = sql`
      select pid from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()`;
    const asked = await api.db.transaction().execute(async (tx) => {
      await sql`lock table plan in share row exclusive mode`.execute(tx);
      const both = [keyed(quicker, 'a1'), keyed(quicker, 'a1')];
      await expect.poll(async () => (await waiting.execute(api.db)).rows.length).toBe(2);
      return { both };
    });
    const [one, other] = await Promise.all(asked.both);
    expect([one!.status, one!.body.version, await current()]).toEqual([201, 2, 2]);
    expect([other!.status, other!.body]).toEqual([one!.status, one!.body]);
  });

  test('with another body is refused, and a dry run is another', async () => {
    await keyed(quicker, 'a1', { dryRun: true });
    const refused = await keyed(quicker, 'a1');
    expect(refused).toMatchObject({ status: 422, body: { detail: expect.stringMatching(/another body before/) } });
    expect(await current()).toBe(1);
  });

  test('of a refused plan may be used again once the plan is mended', async () => {
    await keyed(quicker.replace('escalation: critical', 'escalation: nowhere'), 'a1');
    expect((await keyed(quicker, 'a1')).status).toBe(201);
  });

  test('is of its caller: another one may use the same', async () => {
    await keyed(quicker, 'a1');
    const other = await createKey(api.desk, null, 'another administrator');
    const headers = { 'idempotency-key': 'a1', ...bearer(other.key) };
    expect((await api.post('/api/plans', { text: shopText }, headers)).body.version).toBe(3);
  });
});
