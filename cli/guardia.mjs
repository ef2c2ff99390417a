#!/usr/bin/env node
// Runs on whatever Node >= 20 is there. One that can't run TypeScript by itself hands over to the pinned Node of this package.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import module from 'node:module';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const main = new URL('main.ts', import.meta.url);
const pinned = fileURLToPath(new URL('../node_modules/node/bin/node', import.meta.url));

// What was compiled once is not compiled again: a command begins in a third of the time.
process.env.NODE_COMPILE_CACHE ??= join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'guardia', 'compiled');
module.enableCompileCache?.(process.env.NODE_COMPILE_CACHE);

if (process.features.typescript) await import(main.href);
else if (existsSync(pinned)) handOver();
else {
  process.stderr.write(
    `This is Node ${process.version}, which can't run Guardia, and the one that comes with it is not installed: run \`npm ci\` in ${fileURLToPath(new URL('..', import.meta.url))}.\n`,
  );
  process.exitCode = 2;
}

function handOver() {
  const child = spawn(pinned, [fileURLToPath(main), ...process.argv.slice(2)], { stdio: 'inherit' });
  // The terminal tells both of a Ctrl-C; what it means is for the child to say.
  process.on('SIGINT', () => undefined);
  process.on('SIGTERM', () => child.kill('SIGTERM'));
  child.on('error', (error) => {
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 2;
  });
  child.on('exit', (code) => (process.exitCode = code ?? 2));
}
