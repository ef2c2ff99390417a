import { setTimeout as pause } from 'node:timers/promises';

import type { Event, Run, RunStep } from '../answers.ts';
import type { Api } from '../api.ts';
import { Refused } from '../ends.ts';
import { happened } from '../incident/show.ts';
import { print, zone } from '../terminal.ts';

import { isOver, runOverview } from './overview.ts';

const everyMs = 1000;

/** Tells what happens in a run until it is over or only a person can go on. Throws `Refused` where it has not gone well. */
export async function follow(api: Api, reference: string, json: true | undefined): Promise<void> {
  const path = `/runs/${encodeURIComponent(reference)}`;
  let told = 0;
  for (;;) {
    const run = await api.get<Run>(path);
    const { items } = await api.get<{ items: readonly Event[] }>(`${path}/events`);
    if (json !== true) for (const event of items.slice(told)) print(false, event, () => [happened(event).join('  ')]);
    told = items.length;
    if (stands(run)) return ended(run, json);
    await pause(everyMs);
  }
}

/** Whether nothing goes on without a person. */
const stands = (run: Run): boolean => isOver(run) || run.status === 'paused' || !run.steps.some(isMachinesTurn);

const moving: readonly string[] = ['ready', 'running', 'undoing'];
const ofPeople: readonly string[] = ['done', 'answer', 'approve'];

const isMachinesTurn = ({ status, acts }: RunStep): boolean =>
  moving.includes(status) && !acts.some(({ verb }) => ofPeople.includes(verb));

function ended(run: Run, json: true | undefined): void {
  print(json, run, () =>
    isOver(run) ? [`${run.reference} is ${run.status}. Times in ${zone}.`] : ['', ...runOverview(run)],
  );
  if (['failed', 'undone', 'cancelled'].includes(run.status)) throw new Refused(`${run.reference} is ${run.status}.`);
}
