/** What the environment says about who may come in is read, and what cannot be is said. */
import { expect, test } from 'vitest';

import { readSettings } from '../../worker/settings.ts';

const read = (more: Record<string, string>) =>
  readSettings({ DATABASE_URL: 'postgres://db', SMTP_URL: 'smtp://mail', ...more });

test('no other site, and 60,000 requests a minute, where nothing is said', () =>
  expect(read({})).toMatchObject({ origins: [], perMinute: 60_000, proxies: 0 }));

test('origins are told apart by commas; no limit is 0', () =>
  expect(
    read({
      GUARDIA_CORS_ORIGINS: 'https://desk.example, http://localhost:5173/',
      GUARDIA_RATE_LIMIT: '0',
      GUARDIA_PROXIES: '2',
    }),
  ).toMatchObject({ origins: ['https://desk.example', 'http://localhost:5173'], perMinute: Infinity, proxies: 2 }));

test('no mail comes in unless a port is given', () => {
  expect(read({}).mailIn).toBeNull();
  expect(read({ GUARDIA_SMTP_PORT: '2525' }).mailIn).toEqual({ port: 2525, tls: null, perHour: 100 });
});

test.each([
  [{ GUARDIA_CORS_ORIGINS: '*' }, 'GUARDIA_CORS_ORIGINS holds "*"'],
  [{ GUARDIA_CORS_ORIGINS: 'https://desk.example/app' }, 'holds "https://desk.example/app"'],
  [{ GUARDIA_RATE_LIMIT: 'many' }, 'GUARDIA_RATE_LIMIT is "many"'],
  [{ GUARDIA_SMTP_PORT: 'smtp' }, 'GUARDIA_SMTP_PORT is "smtp"'],
  [{ GUARDIA_SMTP_PORT: '25', GUARDIA_SMTP_TLS_CERT: 'c.pem' }, 'GUARDIA_SMTP_TLS_KEY go together'],
  [{ GUARDIA_PROXIES: '-1' }, 'GUARDIA_PROXIES is "-1"'],
])('%j is refused', (env, sentence) => expect(() => read(env)).toThrow(sentence));
