import { expect } from 'vitest';

import { incidentWorkflowId } from '../../workflows/ids.ts';

import type { World } from './world.ts';

const minutes = 60_000;
const days = 24 * 60 * minutes;

/** A ticket that is talked about `comments` times over a year, and is then resolved: what is left of it in Temporal and in Postgres. */
export async function liveLong(world: World, comments: number) {
  const reference = await world.openIncident({ severity: 'P3' });
  await world.act(reference, 'acknowledge');
  await world.act(reference, 'start');
  for (let count = 0; count < comments; count++) {
    await world.act(reference, 'comment', { text: `${count}`, public: count % 10 === 0 });
    if (count % Math.ceil(comments / 12) === 0) await world.travel(30 * days);
  }
  await world.act(reference, 'resolve', { note: 'At last.' });
  await world.act(reference, 'close');
  await world.travel(8 * days);
  return { reference, runs: await runsOf(world, reference), said: await saidOf(world, reference) };
}

/** How often its workflow went on as new, and how many events the last run has. */
async function runsOf(world: World, reference: string) {
  const { workflow } = world.client;
  const statuses: string[] = [];
  for await (const run of workflow.list({ query: `WorkflowId = "${incidentWorkflowId(reference)}"` }))
    statuses.push(run.status.name);
  return { statuses, historyLength: (await world.handle(reference).describe()).historyLength };
}

async function saidOf(world: World, reference: string) {
  const events = await world.events(reference);
  expect((await world.show(reference)).endedAt).not.toBeNull();
  return events.filter(({ kind }) => kind === 'commented').length;
}
