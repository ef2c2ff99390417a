/** Histories that were recorded before still replay: a change of the workflows breaks nothing that runs. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { Worker } from '@temporalio/worker';
import { DeterminismViolationError } from '@temporalio/workflow';
import { expect, inject, test } from 'vitest';

import { brokenBundle } from '../support/broken-workflows.ts';
import '../support/quiet.ts';

const folder = new URL('../histories/', import.meta.url).pathname;
const names = (await readdir(folder)).filter((name) => name.endsWith('.json'));

const history = async (name: string) => JSON.parse(await readFile(join(folder, name), 'utf8')) as object;

test('there are histories to replay', () => expect(names.length).toBeGreaterThanOrEqual(4));

test.each(names)('%s replays', async (name) => {
  await Worker.runReplayHistory({ workflowBundle: { codePath: inject('bundle') } }, await history(name));
});

test('a workflow that does its steps in another order is caught', async () => {
  const workflowBundle = await brokenBundle();
  await expect(Worker.runReplayHistory({ workflowBundle }, await history(names[0]!))).rejects.toThrow(
    DeterminismViolationError,
  );
});
