// Settings and ports: every mistake is answered by a sentence that says which, for what, and what to do.
import { createServer } from 'node:net';

import { expect, test } from 'vitest';

import { portUses } from '../../engine/parts.ts';
import { freePort, requireFreePorts } from '../../engine/ports.ts';
import { childEnvironment, readSettings } from '../../engine/settings.ts';

test('a taken port is named, with the part that wants it and the way out', async () => {
  const port = await freePort();
  const holder = createServer().listen(port, '127.0.0.1');
  try {
    const uses = portUses(readSettings({ PORT: String(port - 1) })).filter((use) => use.port === port);
    await expect(requireFreePorts(uses)).rejects.toThrow(
      new RegExp(`^Port ${port}, wanted for Postgres, is taken\\. .*set PORT .* or set DATABASE_URL\\.$`),
    );
  } finally {
    holder.close();
  }
});

test('free ports are no reason to complain', async () => {
  const use = { port: await freePort(), part: 'a test', remedy: '' };
  await expect(requireFreePorts([use])).resolves.toBeUndefined();
});

test('parts given from outside need no port here', () => {
  const given = { DATABASE_URL: 'postgres://db/guardia', TEMPORAL_ADDRESS: 'temporal:7233', SMTP_URL: 'smtp://mail' };
  expect(portUses(readSettings(given)).map(({ port }) => port)).toEqual([8400, 8406]);
  expect(portUses(readSettings({})).map(({ port }) => port)).toEqual([
    8400, 8406, 8407, 8408, 8401, 8402, 8403, 8404, 8405,
  ]);
});

test('a PORT that is none is refused', () => {
  expect(() => readSettings({ PORT: 'web' })).toThrow('PORT is "web".');
  expect(() => readSettings({ PORT: '65535' })).toThrow('from 1 to 65527');
});

test('mail comes in at a port of one’s own, too', () => {
  expect(readSettings({ GUARDIA_SMTP_PORT: '2525' }).ports.mailIn).toBe(2525);
  expect(() => readSettings({ GUARDIA_SMTP_PORT: 'mail' })).toThrow('GUARDIA_SMTP_PORT is "mail".');
});

test('the children are told where each part is, embedded or given', () => {
  const embedded = childEnvironment(
    readSettings({ PORT: '9000' }),
    { TEMPORAL_API_KEY: 'of a cloud' },
    'postgres://here',
  );
  expect(embedded).toMatchObject({
    DATABASE_URL: 'postgres://here',
    TEMPORAL_ADDRESS: '127.0.0.1:9002',
    TEMPORAL_NAMESPACE: 'default',
    SMTP_URL: 'smtp://127.0.0.1:9004',
    GUARDIA_PUBLIC_URL: 'http://127.0.0.1:9000',
    GUARDIA_TEMPORAL_UI_URL: 'http://127.0.0.1:9003',
    GUARDIA_MAIL_UI_URL: 'http://127.0.0.1:9005',
    GUARDIA_SMTP_PORT: '9006',
    TRANSPORT_URL: 'http://127.0.0.1:9007/transport',
  });
  expect(embedded).not.toHaveProperty('TEMPORAL_API_KEY');

  const outside = { TEMPORAL_ADDRESS: 'temporal:7233', TEMPORAL_API_KEY: 'key', SMTP_URL: 'smtp://mail' };
  const given = childEnvironment(readSettings(outside), outside, 'postgres://there');
  expect(given).toMatchObject({ TEMPORAL_ADDRESS: 'temporal:7233', TEMPORAL_API_KEY: 'key', SMTP_URL: 'smtp://mail' });
  const own = { TRANSPORT_URL: 'https://app.example' };
  expect(childEnvironment(readSettings(own), own, 'postgres://here')).toMatchObject(own);
  expect(given).not.toHaveProperty('GUARDIA_TEMPORAL_UI_URL');
  expect(given).not.toHaveProperty('GUARDIA_MAIL_UI_URL');
});
