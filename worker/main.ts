import { join } from 'node:path';

import { Worker } from '@temporalio/worker';

import { activities } from '../activities/index.ts';
import { everyWay } from '../channels/index.ts';
import { mailTo } from '../channels/mail.ts';
import { observe } from '../channels/probes/copies.ts';
import { look } from '../channels/probes/index.ts';
import type { Desk } from '../services/desk.ts';
import type { Send } from '../services/notification/message.ts';
import type { Tools } from '../services/procedure/tools.ts';
import { taskQueue } from '../workflows/ids.ts';

import { keepAlerts } from './alerts.ts';
import { keepBackups } from './backups.ts';
import { aroundOf } from './around.ts';
import { workflowBundle } from './bundle.ts';
import { watchCluster } from './cluster.ts';
import { connected } from './connection.ts';
import { openDesk } from './desk.ts';
import { keepHeartbeats } from './heartbeats.ts';
import { createLog } from './log.ts';
import { keepMachine } from './machine.ts';
import { keepOccurrences } from './occurrences.ts';
import { machinesIn, workOn } from './on-machines.ts';
import { run, untilTold } from './process.ts';
import { startRelay } from './relay.ts';
import { keepSchedules } from './schedules.ts';
import { takeSecrets } from './secrets.ts';
import { readSettings } from './settings.ts';
import { keepShifts } from './shifts.ts';
import { createStirrer } from './stirrer.ts';
import { lazyClient } from './temporal.ts';
import { keepProbes } from './probes.ts';
import { startTidying } from './tidying.ts';
import { toolsOf } from './tools.ts';
import { keepWatch } from './watching.ts';

const log = createLog('worker');
/** As many turns at once as there are connections for them: none waits for one. */
const turns = 16;

const activityFailed = (error: unknown) => log.error({ err: error }, 'an activity failed');

const warn = (sentence: string, details: object) => log.warn(details, sentence);

interface Desks {
  readonly turning: Desk;
  readonly delivering: Desk;
  readonly send: Send;
}

/** To the log, and to people at the terminal. */
function tell(sentence: string): void {
  log.warn(sentence);
  process.send?.({ line: sentence });
}

/** What looks by itself every now and then, whether Temporal is there or not; each is how to stop it. */
const keepers = ({ turning, delivering, send }: Desks, tools: Tools): (() => void)[] => [
  keepShifts({ desk: delivering, send, warn }),
  keepAlerts({ desk: delivering, warn }),
  startTidying({ desk: delivering, warn }),
  keepProbes({ desk: turning, warn }),
  keepOccurrences({ desk: delivering, warn }),
  keepWatch({ desk: delivering, look, warn }),
  keepBackups({ desk: delivering, observe, tools: tools.backups, warn }),
];

await run('The worker', async () => {
  const machines = machinesIn(process.argv.slice(2));
  await takeSecrets(process.env);
  if (machines.length > 0) return workOn(machines, log);
  const settings = readSettings(process.env);
  const client = lazyClient();
  const { stir, ...stirrer } = createStirrer(client, (error) =>
    log.warn({ err: String(error) }, 'a stir did not get through'),
  );
  const onFailure = (error: unknown) => log.warn({ err: String(error) }, 'Postgres');
  const turning = await openDesk(settings, { connections: turns + 2, stir, onFailure });
  const delivering = await openDesk(settings, { connections: 10, stir, onFailure });
  const send = everyWay(mailTo(settings.smtpUrl, settings.mailFrom));

  // Before Temporal is asked for: what is overdue goes out without it.
  let alone = true;
  const stopRelay = startRelay({ desk: delivering, stirrer: { stir, ...stirrer }, send, warn, alone: () => alone });

  const tools = toolsOf(settings.plans, settings.home);
  const stops = keepers({ turning, delivering, send }, tools);
  stops.push(keepMachine({ desk: delivering, around: aroundOf(settings), names: [''], warn, tell }));

  const { connection, namespace } = await connected(log);
  await watchCluster({ desk: turning, client, warn });
  const worker = await Worker.create({
    connection,
    namespace,
    taskQueue,
    workflowBundle: await workflowBundle(join(settings.home, 'cache')),
    activities: activities({
      turning,
      delivering,
      send,
      look,
      tools,
      log: activityFailed,
    }),
    maxConcurrentLocalActivityExecutions: turns,
    maxConcurrentActivityTaskExecutions: 16,
    shutdownGraceTime: '8s',
  });
  stops.push(keepSchedules({ desk: turning, client, warn }), keepHeartbeats({ desk: turning, stirrer, warn }));
  const running = worker.run();
  alone = false;
  process.send?.({ ready: true });
  log.info('ready');
  await Promise.race([running, untilTold()]);
  if (worker.getState() === 'RUNNING') worker.shutdown();
  await running.catch((error: unknown) => log.error({ err: String(error) }, 'the worker ended'));
  for (const stop of stops) stop();
  await stopRelay();
});
