import { expect } from 'vitest';

import type { House } from './house.ts';

/** What somebody does once something has happened, whenever that is. Nothing else is due then: the order is always the same. */
const acts: readonly { after: string; verb: string; body?: object }[] = [
  { after: 'escalated:quick:4', verb: 'acknowledge' },
  { after: 'acknowledge', verb: 'resolve', body: { note: 'Restarted.' } },
  { after: 'escalated:quick:5', verb: 'postmortem', body: { rootCause: 'disk full', lessons: 'alarm at 80 %' } },
  { after: 'postmortem', verb: 'close' },
];

/** The whole life of every incident of the story; acts stand for themselves by their verb. */
export const life: readonly string[] = [
  'opened',
  'escalated:quick:1',
  'escalated:quick:2',
  'breached:response',
  'escalated:quick:3',
  'breached:resolution',
  'escalated:quick:4',
  'acknowledge',
  'resolve',
  'breached:postmortem',
  'escalated:quick:5',
  'postmortem',
  'close',
  'ended',
];

/** Who is told at which of these events. */
export const tellings: readonly string[] = [
  'escalated:quick:1 ion',
  'escalated:quick:2 ana',
  'escalated:quick:3 ana',
  'escalated:quick:3 elena',
  'escalated:quick:4 elena',
  'escalated:quick:5 ana',
  'escalated:quick:5 elena',
];

/** Lives through one incident, as people who do not give up; answers its reference once it has ended. */
export async function live(house: House): Promise<string> {
  const reference = await house.open('P1');
  for (const { after, verb, body } of acts) {
    await happened(house, reference, after);
    const key = { 'idempotency-key': verb };
    const answer = await house.insist('POST', `/api/incidents/${reference}/${verb}`, body, key);
    expect(answer, `${verb} ${reference}`).toMatchObject({ status: 200 });
  }
  await happened(house, reference, 'ended');
  return reference;
}

/** When something has happened to an incident. */
export async function happened(house: House, reference: string, what: string): Promise<void> {
  while (!(await happenings(house, reference)).includes(what)) await new Promise((resolve) => setTimeout(resolve, 100));
}

/** What has happened to an incident, the oldest first. */
export const happenings = async (house: House, reference: string): Promise<string[]> =>
  (await house.events(reference)).map(({ key }) => (key.startsWith('act:') ? key.split(':').at(-1)! : key));
