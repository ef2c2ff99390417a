/** An administrator makes, lists and revokes keys of everybody, a person their own. */
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, expect, test } from 'vitest';

import { visitor } from '../support/visitor.ts';
import { startServedWorld } from './guardia.ts';

let served: Awaited<ReturnType<typeof startServedWorld>>;
beforeAll(async () => void (served = await startServedWorld()));
afterAll(() => served.stop());

test('a key works until it is revoked', async () => {
  const made = await served.guardia('key create --plan transport --person ana --label laptop --json');
  const { id, key } = JSON.parse(made.out);
  expect((await served.guardia('incident list', [], { GUARDIA_KEY: key })).code).toBe(0);
  const own = await served.guardia('key list --json', [], { GUARDIA_KEY: key });
  expect(JSON.parse(own.out).items.map((one: { id: string }) => one.id)).toEqual([id]);
  expect((await served.guardia('key list')).out).toMatch(new RegExp(`${id} +ana +transport +laptop`));
  expect((await served.guardia(`key revoke ${id}`)).out).toBe(`The key ${id} is revoked.\n`);
  expect((await served.guardia('incident list', [], { GUARDIA_KEY: key })).code).toBe(2);
  expect(await served.guardia(`key revoke ${id}`)).toMatchObject({ code: 0 });
  expect(await served.guardia('key revoke 0123456789ab')).toMatchObject({
    code: 1,
    err: 'There is no key 0123456789ab.\n',
  });
});

test('a person that the plan does not have gets none', async () => {
  const { code, err } = await served.guardia('key create --plan transport --person nobody');
  expect({ code, err }).toEqual({ code: 1, err: 'There is no person "nobody" in the plan "transport".\n' });
});

test("the first administrator's key is found where Guardia keeps its data", async () => {
  const home = await mkdtemp(join(tmpdir(), 'guardia-home-'));
  await writeFile(join(home, 'admin.key'), `${served.world.admin}\n`);
  expect((await served.guardia('key list', [], { GUARDIA_KEY: '', GUARDIA_HOME: home })).code).toBe(0);
});

test('a person makes a key for themself, sees who is signed in as them, and signs them out', async () => {
  const key = await served.world.keyOf('ana');
  const own = JSON.parse((await served.guardia('key create --json', [], { GUARDIA_KEY: key })).out).key;
  const as = (args: string) => served.guardia(args, [], { GUARDIA_KEY: own });
  expect((await as('session list')).out).toBe('Nobody is signed in.\n');
  const visiting = visitor(served.world);
  await visiting.signIn(key);
  await visitor(served.world).signIn(served.world.admin);
  const { items } = JSON.parse((await as('session list --json')).out);
  expect(items).toMatchObject([{ person: 'ana', plan: 'transport' }]);
  expect((await as(`session revoke ${items[0].id}`)).out).toBe(`The session ${items[0].id} is over.\n`);
  expect((await visiting.get('/')).status).toBe(303);
  expect((await as('session revoke 0123456789ab')).code).toBe(1);
  expect((await served.guardia('session list')).out).toContain('an administrator');
});
