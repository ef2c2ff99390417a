/** What can't be had is one sentence and an exit code: 1 the answer is no, 2 it could not be done. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

import { afterAll, beforeAll, expect, test } from 'vitest';

import { freePort } from '../../engine/ports.ts';

import { guardia, startServedWorld } from './guardia.ts';

let served: Awaited<ReturnType<typeof startServedWorld>>;
beforeAll(async () => void (served = await startServedWorld()));
afterAll(() => served.stop());

const no = (sentence: string) => ({ code: 1, out: '', err: `${sentence}\n` });
const undone = (sentence: string) => ({ code: 2, out: '', err: `${sentence}\n` });

test('the answer is no', async () => {
  const reference = await served.world.openIncident();
  expect(await served.guardia('incident show TRA-999')).toEqual(no('There is no incident TRA-999.'));
  expect(await served.guardia(`incident resume ${reference}`)).toEqual(
    no(`Cannot resume ${reference}: it is received; this is possible while it is on hold.`),
  );
  const unknown = await served.guardia('incident open --plan nowhere --severity P1 --title x');
  expect(unknown).toEqual(no('There is no plan "nowhere".'));
  const wrongPage = await served.guardia('incident list --cursor x');
  expect(wrongPage).toEqual(no('This cursor is not one that a list gave out: start without it.'));
});

test('the usage is wrong', async () => {
  const missing = await served.guardia('incident resolve TRA-1');
  expect(missing).toEqual(undone("error: required option '--note <text>' not specified"));
  expect((await served.guardia('incident explode TRA-1')).code).toBe(2);
  expect((await served.guardia('incident')).code).toBe(2);
  expect((await served.guardia('incident hold TRA-1 --reason x --until soon')).err).toContain(
    'write it like 2027-03-28T10:00',
  );
  expect((await served.guardia('incident open --plan a --severity b --title c --field d')).code).toBe(2);
  expect((await served.guardia('--help')).code).toBe(0);
});

test('the key is wrong, or not there', async () => {
  const wrong = await served.guardia('incident list', [], { GUARDIA_KEY: 'wrong' });
  expect(wrong).toEqual(undone('This key is unknown or has been revoked.'));
  const none = await served.guardia('incident list', [], { GUARDIA_KEY: '', GUARDIA_HOME: '/nowhere' });
  expect(none.err).toBe(
    'There is no key: GUARDIA_KEY is not set, and /nowhere/admin.key is not there. Set GUARDIA_KEY, or GUARDIA_HOME.\n',
  );
  expect(none.code).toBe(2);
});

test('nobody answers', async () => {
  const url = `http://127.0.0.1:${await freePort()}`;
  const answer = await served.guardia('incident list --url', [url]);
  expect(answer).toEqual(undone(`Guardia does not answer at ${url} (ECONNREFUSED).`));
  expect((await served.guardia('incident list --url nonsense')).code).toBe(2);
});

test('somebody else answers', async () => {
  const other = await listening((_request, response) => response.end('<h1>hello</h1>'));
  const { url } = other;
  expect(await served.guardia('incident list --url', [url])).toEqual(
    undone(`What answers at ${url} is not Guardia (HTTP 200).`),
  );
  other.close();
});

test('a connection that is lost is tried again, under the same key', async () => {
  const keys: (string | undefined)[] = [];
  const flaky = await listening((request, response) => {
    keys.push(request.headers['idempotency-key'] as string | undefined);
    if (keys.length < 3) request.socket.destroy();
    else response.end('{"id":"x","key":"grd_x"}');
  });
  const answer = await guardia(['key', 'create', '--plan', 'a', '--person', 'b', '--url', flaky.url], {
    GUARDIA_KEY: 'k',
  });
  expect(answer).toEqual({ code: 0, out: 'grd_x\n', err: '' });
  expect(keys).toHaveLength(3);
  expect(keys[0]).toMatch(/^[\x21-\x7E]{1,200}$/);
  expect(new Set(keys).size).toBe(1);
  flaky.close();
});

async function listening(listener: Parameters<typeof createServer>[1] & {}) {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close: () => server.close() };
}
