import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { Client } from '@temporalio/client';
import { sql } from 'kysely';
import { SMTPServer } from 'smtp-server';

import type { Db } from '../db/connect.ts';
import { freePort } from '../engine/ports.ts';
import { findTemporal } from '../engine/temporal-binary.ts';
import { administrator } from '../services/access/caller.ts';
import { buildHouse, parts } from '../tests/chaos/house.ts';
import { openDesk } from '../worker/desk.ts';
import { createStirrer } from '../worker/stirrer.ts';

export type Ground = Awaited<ReturnType<typeof breakGround>>;

/** Who opens and acts in a bench. */
export const caller = administrator('bench');

/** The whole of Guardia as `npm start` runs it, each part a process; and in this process a desk with pool and stirrer like the API's. */
export async function breakGround() {
  // The house is taken down when this process exits, which by itself a signal does not make it do.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130));
  const mail = await swallowMail();
  const temporal = await findTemporal({ home: join(tmpdir(), 'guardia-tests') });
  const house = await buildHouse({
    temporal,
    smtpUrl: mail.url,
    plan: new URL('plan.yaml', import.meta.url).pathname,
  });
  await house.start(...parts);
  const client: Client = await house.client();
  let failed = 0;
  const stirrer = createStirrer(client, () => void (failed += 1));
  const desk = await openDesk(
    { databaseUrl: house.databaseUrl(), publicUrl: house.url },
    { connections: 10, stir: stirrer.stir, onFailure: console.error },
  );
  const stop = async () => {
    await desk.db.destroy();
    await client.connection.close();
    await house.stop();
    mail.stop();
  };
  return { house, client, stirrer, desk, stop, failedStirs: () => failed };
}

/** When each workflow has taken the turn that it was stirred for. */
export async function settled(db: Db): Promise<void> {
  const waiting = sql`select 1 from incident where wake_at is distinct from next_due_at limit 1`;
  while ((await waiting.execute(db)).rows.length > 0) await new Promise((resolve) => setTimeout(resolve, 250));
}

/** A mail server that takes everything and keeps nothing. */
async function swallowMail() {
  const port = await freePort();
  const server = new SMTPServer({
    disabledCommands: ['AUTH', 'STARTTLS'],
    logger: false,
    onData: (stream, _session, done) => void stream.resume().once('end', done),
  });
  server.on('error', () => undefined);
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  return { url: `smtp://127.0.0.1:${port}`, stop: () => server.close() };
}
