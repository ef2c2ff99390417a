import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { Client, Connection } from '@temporalio/client';

import { connect } from '../../db/connect.ts';
import { freePort } from '../../engine/ports.ts';
import { startPostgres } from '../../engine/postgres.ts';
import { isAlive, send } from '../../engine/process.ts';
import type { Identity } from '../../engine/process.ts';
import { startProgram } from '../../engine/program.ts';
import { startTemporal } from '../../engine/temporal.ts';

import { caller } from './caller.ts';

export type Part = 'mail' | 'postgres' | 'temporal' | 'api' | 'worker' | 'second worker';

/** All but the second worker and the mail server, in the order in which they need each other. */
export const parts: readonly Part[] = ['postgres', 'temporal', 'api', 'worker'];

export type House = Awaited<ReturnType<typeof buildHouse>>;

interface Ground {
  /** The Temporal program. */
  readonly temporal: string;
  /** The mail server; without it the part `mail` is one. */
  readonly smtpUrl?: string;
  /** The file of the one plan in force. */
  readonly plan: string;
  /** Variables for API and worker besides. */
  readonly env?: Readonly<Record<string, string>>;
}

/** Guardia as it runs: every part a process of its own, on data that is kept, to be killed, frozen and started again. Nothing runs yet. */
export async function buildHouse({ temporal: binary, smtpUrl, plan, env: more }: Ground) {
  const home = mkdtempSync(join(tmpdir(), 'guardia-house-'));
  // Postgres runs as a user of its own.
  chmodSync(home, 0o711);
  const [mail, postgres, temporal, api] = [await freePort(), await freePort(), await freePort(), await freePort()];
  const ports = { mail, postgres, temporal, api };
  const mails = join(home, 'mails.jsonl');
  const arriving = join(home, 'arriving');
  const address = `127.0.0.1:${ports.temporal}`;
  const url = `http://127.0.0.1:${ports.api}`;
  const running = new Map<Part, Identity>();
  let databaseUrl = '';

  const of = (part: Part) => ({
    log: join(home, 'logs', `${part}.log`),
    spawned: (identity: Identity) => void running.set(part, identity),
  });
  const env = () => ({
    ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(TEMPORAL|GUARDIA|VITEST)/.test(name))),
    DATABASE_URL: databaseUrl,
    TEMPORAL_ADDRESS: address,
    TEMPORAL_CONFIG_FILE: '/dev/null',
    SMTP_URL: smtpUrl ?? `smtp://127.0.0.1:${ports.mail}`,
    PORT: String(ports.api),
    GUARDIA_HOME: home,
    GUARDIA_PLANS: plan,
    ...more,
  });
  const program = (part: Part, file: string, own = {}) =>
    startProgram(part, { ...of(part), file, env: { ...env(), ...own } });
  const starts: Record<Part, () => Promise<unknown>> = {
    mail: () =>
      program('mail', 'tests/chaos/mail-server.ts', { PORT: String(ports.mail), MAILS: mails, ARRIVING: arriving }),
    postgres: async () =>
      void ({ url: databaseUrl } = await startPostgres({ ...of('postgres'), home, port: ports.postgres })),
    temporal: () => startTemporal({ ...of('temporal'), binary, home, port: ports.temporal }),
    api: () => program('api', 'api/main.ts'),
    worker: () => program('worker', 'worker/main.ts'),
    'second worker': () => program('second worker', 'worker/main.ts'),
  };

  const signal = (part: Part, name: NodeJS.Signals) => send(running.get(part) ?? nobody, name);
  /** With -9, all at the same moment; answers when they are gone. */
  async function kill(...names: readonly Part[]): Promise<void> {
    for (const part of names) signal(part, 'SIGKILL');
    while (names.some((part) => isAlive(running.get(part) ?? nobody)))
      await new Promise((resolve) => setTimeout(resolve, 5));
  }
  const remove = () => rmSync(home, { recursive: true, force: true, maxRetries: 10 });
  const abandon = () => {
    for (const part of running.keys()) signal(part, 'SIGKILL');
    remove();
  };
  process.once('exit', abandon);

  return {
    home,
    url,
    /** What the part `mail` has taken: a line of JSON each. */
    mails,
    /** Whether it is just taking one. */
    mailing: () => existsSync(arriving) && Number(readFileSync(arriving, 'utf8')) > 0,
    databaseUrl: () => databaseUrl,
    kill,
    ...caller(url, () => readFileSync(join(home, 'admin.key'), 'utf8').trim()),
    /** Starts parts, one after the other; answers once each is ready. */
    async start(...names: readonly Part[]) {
      for (const part of names) await starts[part]();
    },
    freeze: (part: Part) => signal(part, 'SIGSTOP'),
    thaw: (part: Part) => signal(part, 'SIGCONT'),
    /** Takes Temporal's data away; it must not be running. */
    forget: () => rmSync(join(home, 'temporal'), { recursive: true }),
    /** A pool of our own, to look at what is kept. */
    look: () => connect(databaseUrl, 4, () => undefined),
    client: async () => new Client({ connection: await Connection.connect({ address }) }),
    async stop() {
      await kill(...running.keys());
      process.off('exit', abandon);
      remove();
    },
  };
}

const nobody: Identity = { pid: 0, started: '' };
