import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { Connection } from '@temporalio/client';
import { msToTs } from '@temporalio/common/lib/time.js';

import { startChild, whenReady } from './child.ts';
import { stopStages } from './children.ts';
import { StartError } from './errors.ts';
import { stopProcess } from './process.ts';
import type { Identity } from './process.ts';
import { temporalVersion } from './temporal-checksums.ts';

const retentionMs = 30 * 24 * 3_600_000;
const searchAttributes = ['Plan', 'Type', 'Severity', 'Service', 'State'];

/** Without `home` everything is in memory; without `uiPort` there is no UI. Ports are of 127.0.0.1. */
export interface TemporalOptions {
  binary: string;
  port: number;
  log: string;
  home?: string;
  uiPort?: number;
  metricsPort?: number;
  namespace?: string;
  /** Lets tests move the clock of single workflows (`updateWorkflowExecutionOptions`, `timeSkippingConfig`). */
  timeSkipping?: boolean;
  extraArgs?: readonly string[];
  spawned?: ((identity: Identity) => void) | undefined;
}

/** A running Temporal server. `stop` ends it in order and keeps its data. */
export interface RunningTemporal {
  address: string;
  namespace: string;
  pid: number;
  exited: Promise<string>;
  stop(): Promise<void>;
}

/** Starts Temporal's development server and answers when its namespace is there, with 30 days of retention. */
export async function startTemporal(options: TemporalOptions): Promise<RunningTemporal> {
  const { binary, port, log, home, namespace = 'default', spawned } = options;
  const data = home === undefined ? [] : dataFlags(home);
  const args = [
    'server',
    'start-dev',
    ...addressFlags(options),
    ...data,
    ...ruleFlags(options),
    ...(options.extraArgs ?? []),
  ];
  const child = await startChild({ file: binary, args, log, env: plainEnvironment(), spawned });
  const stop = async () => void (await stopProcess(child.identity, stopStages.temporal));
  const address = `127.0.0.1:${port}`;
  await whenReady(child, 'Temporal', () => prepare(address, namespace));
  return { address, namespace, pid: child.identity.pid, exited: child.exited, stop };
}

function addressFlags({ port, uiPort, metricsPort, namespace = 'default' }: TemporalOptions): string[] {
  return [
    '--ip=127.0.0.1',
    `--port=${port}`,
    `--namespace=${namespace}`,
    '--log-level=warn',
    ...(uiPort === undefined ? ['--headless'] : ['--ui-port', String(uiPort), '--ui-disable-news-fetch']),
    ...(metricsPort === undefined ? [] : ['--metrics-port', String(metricsPort)]),
  ];
}

/**
 * Few workers want one partition: with more, a backlog drains at less than half the speed. All of the server shares one
 * connection to SQLite: with the usual 512 workers a queue, a burst of timers or starts keeps every turn waiting behind it.
 */
function ruleFlags({ timeSkipping }: TemporalOptions): string[] {
  const rules = [
    'matching.numTaskqueueReadPartitions=1',
    'matching.numTaskqueueWritePartitions=1',
    'history.timerProcessorSchedulerWorkerCount=2',
    'history.transferProcessorSchedulerWorkerCount=4',
    'history.visibilityProcessorSchedulerWorkerCount=1',
    ...(timeSkipping ? ['frontend.WorkflowTimeSkippingEnabled=true'] : []),
  ];
  return [
    ...rules.flatMap((rule) => ['--dynamic-config-value', rule]),
    ...searchAttributes.flatMap((name) => ['--search-attribute', `${name}=Keyword`]),
  ];
}

function dataFlags(home: string): string[] {
  const folder = join(home, 'temporal');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const file = join(folder, 'temporal.db');
  requireVersion(folder, existsSync(file));
  const pragmas = ['journal_mode=WAL', 'synchronous=NORMAL'];
  return ['--db-filename', file, ...pragmas.flatMap((pragma) => ['--sqlite-pragma', pragma])];
}

/** Temporal's SQLite files are not migrated between versions, so another version must not touch them. */
function requireVersion(folder: string, hasData: boolean): void {
  const path = join(folder, 'temporal.version');
  const made = existsSync(path) ? readFileSync(path, 'utf8').trim() : undefined;
  if (hasData && made !== temporalVersion) {
    throw new StartError(
      `Temporal's data in ${folder} was made by version ${made ?? 'unknown'} and cannot be read by ${temporalVersion}. Move that folder aside and start again: every open incident goes on, because Postgres remembers them.`,
    );
  }
  writeFileSync(path, `${temporalVersion}\n`);
}

/** The program would read these itself and then listen, log or connect elsewhere than we say. */
function plainEnvironment(): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('TEMPORAL_')));
}

async function prepare(address: string, namespace: string): Promise<true | undefined> {
  const connection = await Connection.connect({ address, connectTimeout: 1_000 }).catch(() => undefined);
  if (!connection) return undefined;
  try {
    const config = { workflowExecutionRetentionTtl: msToTs(retentionMs) };
    await connection.workflowService.updateNamespace({ namespace, config });
    return true;
  } catch {
    return undefined;
  } finally {
    await connection.close();
  }
}
