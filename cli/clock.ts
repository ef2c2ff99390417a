import { once } from 'node:events';
import { fstatSync } from 'node:fs';
import { createInterface } from 'node:readline';

import type { Command } from 'commander';

import { Refused, Undone } from './ends.ts';

const { stdin, stdout } = process;

const form = `
A case, on one line:
  {"calendar": {"zone": "Europe/Madrid", "week": {"mon": ["09:00-13:00", "14:00-18:00"]}, "closed": ["2026-12-25"],
                "special": {"2026-12-24": ["09:00-12:00"]}},          or {"zone": "Europe/Madrid", "always": true}
   "openedAt": "2026-12-21T09:00:00Z",
   "target": {"seconds": 14400.25},                                   or {"businessDays": 2}
   "thresholds": [0.5, 0.8, 1],
   "pauses": [{"from": "2026-12-21T10:00:00Z", "to": null}],
   "changes": [{"at": "2026-12-21T11:00:00Z", "target": {"seconds": 3600}, "retroactive": true}],
   "fulfilledAt": null}
Its answer:
  {"dueAt", "thresholds": [{"fraction", "at"}], "breachedAt", "firstBreachAt", "met"}`;

/** `guardia clock`: reads cases, JSON, one a line; answers one a line, in their order. Needs no server. */
export const addClock = (program: Command): Command =>
  program
    .command('clock')
    .description('say when clocks fall due: cases from the standard input, JSON, one a line')
    .addHelpText('after', form)
    .action(answerAll);

async function answerAll(): Promise<void> {
  // Time zones take a moment to load, which the other commands need not wait for.
  const { answerClock } = await import('../language/clock/case.ts');
  if (fstatSync(stdin.fd).isDirectory()) throw new Undone('The standard input is a folder.');
  let bad = 0;
  let number = 0;
  for await (const line of createInterface({ input: stdin })) {
    number++;
    if (line.trim() === '') continue;
    const answer = answered(line, answerClock);
    if (answer instanceof Error) bad++;
    await say(answer instanceof Error ? { error: `line ${number}: ${answer.message}` } : answer);
  }
  if (bad > 0) throw new Refused(bad === 1 ? '1 line could not be answered.' : `${bad} lines could not be answered.`);
}

function answered(line: string, answer: (input: unknown) => object): object {
  try {
    return answer(read(line));
  } catch (error) {
    return error as Error;
  }
}

function read(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    throw new Error('this is not JSON');
  }
}

async function say(answer: object): Promise<void> {
  if (!stdout.write(`${JSON.stringify(answer)}\n`)) await once(stdout, 'drain');
}
