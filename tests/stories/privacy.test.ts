/** Nothing personal reaches Temporal: no name, address or sentence is in histories, visibility or its database file. */
import { mkdtempSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { historyToJSON } from '@temporalio/common/lib/proto-utils.js';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { recordHistory } from '../support/record-histories.ts';
import { startWorld } from '../support/world.ts';
import type { World } from '../support/world.ts';

const minutes = 60_000;
const home = mkdtempSync(join(tmpdir(), 'guardia-privacy-'));
let world: World;
beforeAll(async () => void (world = await startWorld({ temporal: { home } })));
afterAll(() => world.stop());

const planted = {
  title: 'Planted-title-Zebra',
  description: 'Planted-description-Okapi',
  name: 'Planted-name-Tapir',
  email: 'planted.lemur@acme.example',
  note: 'Planted-note-Ibex',
  reason: 'Planted-reason-Quokka',
  field: 'Planted-field-Numbat',
};
const forbidden = [...Object.values(planted), 'ana@transport.example', 'Ana Pop', 'ion@transport.example', 'Ion Marin'];

test('planted names, addresses and sentences are nowhere in Temporal', async () => {
  const { title, description, name, email, note, reason, field } = planted;
  const reference = await world.openIncident({
    title,
    description,
    requester: { name, email },
    fields: { loan: field },
  });
  await world.travel(61 * minutes);
  world.smtp.refused.add('ion@transport.example');
  await world.act(reference, 'acknowledge');
  await world.act(reference, 'start');
  await world.act(reference, 'hold', { reason });
  await world.act(reference, 'resume');
  await world.act(reference, 'comment', { text: note, public: true });
  await world.act(reference, 'resolve', { note, cause: reason });
  await world.act(reference, 'postmortem', { rootCause: note, lessons: reason });

  const history = historyToJSON(await world.handle(reference).fetchHistory());
  const described = JSON.stringify((await world.handle(reference).describe()).raw);
  const listed: string[] = [];
  for await (const one of world.client.workflow.list()) listed.push(JSON.stringify(one.raw));
  const file = await everythingUnder(join(home, 'temporal'));
  // What is searched is really there.
  for (const place of [history, listed.join(), file]) expect(place).toContain(reference);
  for (const word of forbidden)
    for (const place of [history, decoded(history), described, listed.join(), file]) expect(place).not.toContain(word);
  await recordHistory(world, reference, 'refused-address');
});

/** Payloads are base64 in JSON. */
const decoded = (json: string): string =>
  [...json.matchAll(/"data":\s*"(?<data>[A-Za-z0-9+/=]+)"/g)]
    .map(({ groups }) => Buffer.from(groups!['data']!, 'base64').toString())
    .join('\n');

/** The bytes of every file, as text. */
async function everythingUnder(folder: string): Promise<string> {
  const names = await readdir(folder);
  return (await Promise.all(names.map((name) => readFile(join(folder, name), 'latin1')))).join('\n');
}
