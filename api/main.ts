import { once } from 'node:events';
import { mkdir } from 'node:fs/promises';
import type { Server } from 'node:http';
import { join, resolve } from 'node:path';

import { createAdaptorServer } from '@hono/node-server';

import { formatFinding } from '../language/finding.ts';
import { loadPlans } from '../language/load.ts';
import { ensureAdminKey } from '../services/access/admin-key.ts';
import type { Desk } from '../services/desk.ts';
import { applyPlan } from '../services/plan/apply.ts';
import { openDesk } from '../worker/desk.ts';
import { createLog } from '../worker/log.ts';
import { run, untilTold } from '../worker/process.ts';
import { takeSecrets } from '../worker/secrets.ts';
import { readSettings } from '../worker/settings.ts';
import { createStirrer } from '../worker/stirrer.ts';
import { lazyClient } from '../worker/temporal.ts';

import { createApp } from './app.ts';

const log = createLog('api');
const connections = 10;
/** For requests that are being answered when it is told to stop. */
const graceMs = 5000;

await run('The API', async () => {
  await takeSecrets(process.env);
  const settings = readSettings(process.env);
  const stirrer = createStirrer(lazyClient(), (error) =>
    log.warn({ err: String(error) }, 'a stir did not get through'),
  );
  const onFailure = (error: unknown) => log.warn({ err: String(error) }, 'Postgres');
  const desk = await openDesk(settings, { connections, stir: stirrer.stir, onFailure });
  await mkdir(settings.home, { recursive: true, mode: 0o700 });
  const adminKeyFile = resolve(join(settings.home, 'admin.key'));
  await ensureAdminKey(desk, adminKeyFile);
  const plans = await applyAll(desk, settings.plans, process.env);
  const { fetch } = createApp(desk, (error) => log.error({ err: error }, 'unforeseen'));
  const server = createAdaptorServer({ fetch }) as Server;
  server.listen(settings.port, settings.host);
  await once(server, 'listening');
  process.send?.({ ready: true, url: settings.publicUrl, plans, adminKeyFile });
  log.info({ url: settings.publicUrl }, 'ready');
  await untilTold();
  await closed(server);
  await desk.db.destroy();
});

/** What is wrong with one plan must not keep the others from running. */
async function applyAll(desk: Desk, places: readonly string[], env: NodeJS.ProcessEnv) {
  const applied: { slug: string; title: string }[] = [];
  for (const { findings, compiled, file } of await loadPlans(places, env)) {
    const open = findings.filter(({ accepted }) => accepted === undefined);
    for (const one of open) log[one.severity === 'note' ? 'info' : 'warn'](formatFinding(one));
    if (compiled === undefined) log.error(`${file} is not applied`);
    else applied.push(await applyPlan(desk, compiled, 'admin'));
  }
  return applied;
}

async function closed(server: Server): Promise<void> {
  server.close();
  server.closeIdleConnections();
  await Promise.race([once(server, 'close'), new Promise((done) => setTimeout(done, graceMs).unref())]);
}
