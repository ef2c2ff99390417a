/** How many cases `guardia clock` answers, its start included. Run: node bench/clock.ts [--json] */
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { text } from 'node:stream/consumers';

import { clockCases } from '../tests/support/clock-cases.ts';

import { report } from './figures.ts';

const count = 10_000;
const guardia = fileURLToPath(new URL('../cli/guardia.mjs', import.meta.url));

report([await timed('over 20 calendars', 20), await timed('each over a calendar of its own', count)]);

async function timed(what: string, calendars: number) {
  const lines = clockCases(count, calendars).map((one) => `${JSON.stringify(one)}\n`);
  const began = performance.now();
  const child = spawn(process.execPath, [guardia, 'clock'], { stdio: ['pipe', 'pipe', 'inherit'] });
  child.stdin.end(lines.join(''));
  const answers = (await text(child.stdout)).trim().split('\n').length;
  const seconds = (performance.now() - began) / 1000;
  return { what, answers, seconds: Number(seconds.toFixed(1)), 'per second': Math.round(answers / seconds) };
}
