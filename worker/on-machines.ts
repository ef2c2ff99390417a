import { parseArgs } from 'node:util';

import { Worker } from '@temporalio/worker';
import type { Logger } from 'pino';

import { carrying } from '../activities/index.ts';
import { taskQueueOn } from '../workflows/ids.ts';

import { aroundOf } from './around.ts';
import { connected } from './connection.ts';
import { openDesk } from './desk.ts';
import { keepMachine } from './machine.ts';
import { untilTold } from './process.ts';
import { readSettings } from './settings.ts';
import { createStirrer } from './stirrer.ts';
import { lazyClient } from './temporal.ts';
import { toolsOf } from './tools.ts';

/** The machines in `--on db1 --on db2`. Throws for any other argument. */
export const machinesIn = (args: readonly string[]): readonly string[] =>
  parseArgs({ args: [...args], options: { on: { type: 'string', multiple: true, default: [] } } }).values.on;

/** Does what procedures ask of these machines, and nothing else, until it is told to stop. */
export async function workOn(machines: readonly string[], log: Logger): Promise<void> {
  // It mails nobody.
  const settings = readSettings({ SMTP_URL: 'smtp://nowhere', ...process.env });
  const stirrer = createStirrer(lazyClient(), (error) =>
    log.warn({ err: String(error) }, 'a stir did not get through'),
  );
  const onFailure = (error: unknown) => log.warn({ err: String(error) }, 'Postgres');
  const desk = await openDesk(settings, { connections: 4, stir: stirrer.stir, onFailure });
  const failed = (error: unknown) => log.error({ err: error }, 'an activity failed');
  const activities = carrying({ desk, tools: toolsOf(settings.plans, settings.home), log: failed });
  const { connection, namespace } = await connected(log);
  const workers = await Promise.all(
    machines.map((machine) =>
      Worker.create({
        connection,
        namespace,
        activities,
        taskQueue: taskQueueOn(machine),
        maxConcurrentActivityTaskExecutions: 4,
        shutdownGraceTime: '8s',
      }),
    ),
  );
  const [warn, tell] = [(says: string, details: object) => log.warn(details, says), (says: string) => log.warn(says)];
  const stop = keepMachine({ desk, around: aroundOf(settings), names: machines, warn, tell });
  const running = Promise.all(workers.map((worker) => worker.run()));
  process.send?.({ ready: true });
  log.info({ machines }, 'ready');
  await Promise.race([running, untilTold()]);
  for (const worker of workers) if (worker.getState() === 'RUNNING') worker.shutdown();
  await running.catch((error: unknown) => log.error({ err: String(error) }, 'the worker ended'));
  stop();
  await stirrer.idle();
}
