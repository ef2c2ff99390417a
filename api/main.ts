import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';

import { serve } from '@hono/node-server';
import { pino } from 'pino';

import { formatFinding } from '../language/finding.ts';
import { loadPlans } from '../language/load.ts';
import { ensureAdminKey } from '../services/access/admin-key.ts';
import { applyPlan } from '../services/plan/apply.ts';
import { openDesk } from '../worker/desk.ts';
import { untilTold } from '../worker/process.ts';
import { withSecrets } from '../worker/secrets.ts';
import { readSettings } from '../worker/settings.ts';
import { createStirrer } from '../worker/stirrer.ts';
import { lazyClient } from '../worker/temporal.ts';

import { createApp } from './app.ts';

const log = pino({ name: 'api' });
const env = await withSecrets(process.env);
const settings = readSettings(env);
const { stir } = createStirrer(lazyClient(), (error) => log.warn({ err: String(error) }, 'a stir did not get through'));
const desk = await openDesk(settings, {
  connections: 10,
  stir,
  onFailure: (error) => log.warn({ err: String(error) }, 'Postgres'),
});

await mkdir(settings.home, { recursive: true, mode: 0o700 });
const adminKeyFile = resolve(join(settings.home, 'admin.key'));
await ensureAdminKey(desk, adminKeyFile);
const app = createApp(desk, (error) => log.error({ err: error }, 'unforeseen'));
const plans = await applyAll();
const server = serve({ fetch: app.fetch, port: settings.port, hostname: settings.host }, () => {
  process.send?.({ ready: true, url: settings.publicUrl, plans, adminKeyFile });
  log.info({ url: settings.publicUrl }, 'ready');
});
await untilTold();
server.close();
await desk.db.destroy();
process.exit(0);

/** What is wrong with one plan must not keep the others from running. */
async function applyAll(): Promise<{ slug: string; title: string }[]> {
  const applied: { slug: string; title: string }[] = [];
  for (const { findings, compiled, file } of await loadPlans(settings.plans, env)) {
    for (const finding of findings) log.warn(formatFinding(finding));
    if (compiled === undefined) log.error(`${file} is not applied`);
    else applied.push(await applyPlan(desk, compiled, 'admin'));
  }
  return applied;
}
