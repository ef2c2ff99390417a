import { once } from 'node:events';
import { mkdir, readFile } from 'node:fs/promises';
import type { Server } from 'node:http';
import { join, resolve } from 'node:path';

import { createAdaptorServer } from '@hono/node-server';

import { listenForMail } from '../channels/mail-in.ts';
import { ensureAdminKey } from '../services/access/admin-key.ts';
import type { Desk } from '../services/desk.ts';
import { aroundOf } from '../worker/around.ts';
import { openDesk } from '../worker/desk.ts';
import { hearing } from '../worker/hearing.ts';
import { createLog } from '../worker/log.ts';
import { keepPlans } from '../worker/plans.ts';
import { run, untilTold } from '../worker/process.ts';
import { takeSecrets } from '../worker/secrets.ts';
import { readSettings } from '../worker/settings.ts';
import type { Settings } from '../worker/settings.ts';
import { createStirrer } from '../worker/stirrer.ts';
import { lazyClient } from '../worker/temporal.ts';

import { createApp } from './app.ts';

const log = createLog('api');
const connections = 10;
/** For requests that are being answered when it is told to stop. */
const graceMs = 5000;

/** To whoever started this process: people at its terminal see it. */
const tell = (line: string): void => void process.send?.({ line });

await run('The API', async () => {
  await takeSecrets(process.env);
  const settings = readSettings(process.env);
  const stirrer = createStirrer(lazyClient(), (error) =>
    log.warn({ err: String(error) }, 'a stir did not get through'),
  );
  const onFailure = (error: unknown) => log.warn({ err: String(error) }, 'Postgres');
  const open = await openDesk(settings, { connections, stir: stirrer.stir, onFailure });
  const desk = { ...open, around: aroundOf(settings) };
  await mkdir(settings.home, { recursive: true, mode: 0o700 });
  const adminKeyFile = resolve(join(settings.home, 'admin.key'));
  await ensureAdminKey(desk, adminKeyFile);
  const { plans, stop } = await keepPlans(desk, { places: settings.plans, log, tell });
  const { fetch } = createApp(desk, (error) => log.error({ err: error }, 'unforeseen'), settings);
  const server = createAdaptorServer({ fetch }) as Server;
  server.listen(settings.port, settings.host);
  await once(server, 'listening');
  const stopMail = await takeMail(desk, settings);
  process.send?.({ ready: true, url: settings.publicUrl, plans, adminKeyFile });
  log.info({ url: settings.publicUrl }, 'ready');
  await untilTold();
  stop();
  await Promise.all([closed(server), stopMail()]);
  await desk.db.destroy();
});

/** Mail comes in by the API's process, which also hears it. Answers how to stop that. */
async function takeMail(desk: Desk, { mailIn, host }: Settings): Promise<() => Promise<void>> {
  if (mailIn === null) return async () => undefined;
  const { tls, ...rest } = mailIn;
  const { hear, idle } = hearing(desk, (error) => log.warn({ err: String(error) }, 'mail is not heard'));
  const { stop } = await listenForMail(desk, {
    ...rest,
    host,
    tls: tls && { cert: await readFile(tls.cert), key: await readFile(tls.key) },
    onMail: hear,
    log: (error) => log.error({ err: error }, 'unforeseen'),
  });
  // What was left when it ended.
  hear();
  return async () => {
    await stop();
    await idle();
  };
}

async function closed(server: Server): Promise<void> {
  server.close();
  server.closeIdleConnections();
  await Promise.race([once(server, 'close'), new Promise((done) => setTimeout(done, graceMs).unref())]);
}
