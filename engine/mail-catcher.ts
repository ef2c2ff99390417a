import { mkdirSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { startChild, whenReady } from './child.ts';
import { stopStages } from './children.ts';
import { stopProcess } from './process.ts';
import type { Identity } from './process.ts';

const keepMails = 2_000;

/** Ports of 127.0.0.1; mails are kept in `home`/mail, the newest 2,000. */
export interface MailCatcherOptions {
  home: string;
  smtpPort?: number;
  uiPort?: number;
  log: string;
  spawned?: ((identity: Identity) => void) | undefined;
}

/** A running mail catcher: it takes every mail, sends none on, and shows them at `uiUrl`. */
export interface RunningMailCatcher {
  smtpUrl: string;
  uiUrl: string;
  pid: number;
  exited: Promise<string>;
  stop(): Promise<void>;
}

/** Starts the mail catcher (MailDev) and answers when it takes mail; earlier mails are there again. */
export async function startMailCatcher(options: MailCatcherOptions): Promise<RunningMailCatcher> {
  const { home, smtpPort = 1025, uiPort = 1080, log, spawned } = options;
  const folder = join(home, 'mail');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const program = fileURLToPath(new URL('bin/maildev.js', import.meta.resolve('maildev')));
  const ports = ['--ip', '127.0.0.1', '--smtp', String(smtpPort), '--web-ip', '127.0.0.1', '--web', String(uiPort)];
  const args = [program, ...ports, '--mail-directory', folder, '--max-emails', String(keepMails)];
  // From a folder below one with a maildev configuration of somebody's own, MailDev would read that.
  const child = await startChild({ file: process.execPath, args, log, cwd: '/', env: plainEnvironment(), spawned });
  await whenReady(child, 'The mail catcher', () => answers(uiPort));
  return {
    smtpUrl: `smtp://127.0.0.1:${smtpPort}`,
    uiUrl: `http://127.0.0.1:${uiPort}`,
    pid: child.identity.pid,
    exited: child.exited,
    stop: async () => void (await stopProcess(child.identity, stopStages.mail)),
  };
}

function plainEnvironment(): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('MAILDEV_')));
}

/** The web page comes up after the SMTP port, so it speaks for both. */
function answers(port: number): Promise<true | undefined> {
  return new Promise((resolve) => {
    const asked = request({ host: '127.0.0.1', port, path: '/', method: 'HEAD', timeout: 2_000 }, (answer) => {
      answer.resume();
      resolve(true);
    });
    asked.once('error', () => resolve(undefined));
    asked.once('timeout', () => asked.destroy());
    asked.end();
  });
}
