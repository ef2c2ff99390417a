// Runs before `npm start` and `npm test`, on whatever Node is there; what follows runs on the pinned one.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const modules = join(root, 'node_modules');
const stamp = join(modules, '.guardia-setup');
const pinnedNode = join(modules, '.bin', 'node');

const major = Number(process.versions.node.split('.')[0]);
if (major < 20) fail(`Guardia needs Node 20 or newer to set itself up; this is ${process.version}.`);

const wanted = `${createHash('sha256')
  .update(readFileSync(join(root, 'package-lock.json')))
  .digest('hex')} ${process.platform}-${process.arch}`;
const installed = existsSync(stamp) ? readFileSync(stamp, 'utf8') : '';
if (installed !== wanted || !existsSync(pinnedNode)) await install();

async function install() {
  const began = Date.now();
  const seconds = () => Math.round((Date.now() - began) / 1000);
  const live = process.stdout.isTTY;
  const doing = 'Setting up: npm ci, installing the packages';
  process.stdout.write(`${doing} …${live ? '' : '\n'}`);
  const tick = live && setInterval(() => process.stdout.write(`\r${doing} … ${seconds()} s`), 1000);
  const { code, output } = await runNpm(['ci', '--include=dev', '--include=optional', '--no-audit', '--no-fund']);
  clearInterval(tick);
  if (live) process.stdout.write('\n');
  if (code !== 0) {
    fail(
      `${output.trim()}\n\nThe packages could not be installed (npm ci ended with ${code}). The lines above say why; when that is mended, run the same command again.`,
    );
  }
  if (!existsSync(pinnedNode)) {
    fail(
      'npm ci went well, but node_modules/.bin/node is missing: the package "node" could not run its install script. Allow it (npm config: ignore-scripts must be off) and try again.',
    );
  }
  writeFileSync(stamp, wanted);
  process.stdout.write(`Set up in ${seconds()} s.\n`);
}

/** npm must not run on the Node inside the folder that it is about to replace. */
function runNpm(args) {
  const path = (process.env.PATH ?? '').split(delimiter).filter((folder) => !folder.startsWith(modules));
  const env = { ...process.env, PATH: path.join(delimiter) };
  return new Promise((resolve) => {
    let output = '';
    const child = spawn('npm', args, { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'] });
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk));
    child.on('error', (error) => resolve({ code: error.message, output }));
    child.on('close', (code, signal) => resolve({ code: signal ?? code, output }));
  });
}

function fail(sentence) {
  process.stderr.write(`${sentence}\n`);
  process.exit(1);
}
