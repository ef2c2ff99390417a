/** One full incident, from opening over two escalations to the post-mortem and its end, is cheap: at most 25 billable actions and 80 events. */
import { afterAll, beforeAll, expect, test } from 'vitest';

import { freePort } from '../../engine/ports.ts';
import { startWorld } from '../support/world.ts';
import type { World } from '../support/world.ts';

const minutes = 60_000;
const days = 24 * 60 * minutes;
let world: World;
let metricsPort: number;
beforeAll(async () => {
  metricsPort = await freePort();
  world = await startWorld({ temporal: { metricsPort } });
});
afterAll(() => world.stop());

test('one full incident costs at most 25 billable actions and 80 history events', async () => {
  const reference = await world.openIncident();
  await world.travel(61 * minutes);
  await world.act(reference, 'acknowledge');
  await world.act(reference, 'resolve', { note: 'Repornit.' });
  await world.act(reference, 'postmortem', { rootCause: 'disc plin', lessons: 'alarmă la 80 %' });
  await world.act(reference, 'close');
  await world.travel(8 * days);
  await world.handle(reference).result();
  const { events = [] } = await world.handle(reference).fetchHistory();
  // What moves the test's clock is not part of an incident's life.
  const lived = (events ?? []).filter(
    (one) =>
      !one.workflowExecutionOptionsUpdatedEventAttributes &&
      !one.workflowExecutionTimeSkippingTransitionedEventAttributes,
  );
  const actions = await billableActions();
  console.log(
    actions,
    lived.length,
    (events ?? []).map((e) =>
      Object.keys(e)
        .filter((k) => k.endsWith('Attributes'))
        .join(),
    ),
  );
  expect(Object.values(actions).reduce((sum, one) => sum + one, 0)).toBeLessThanOrEqual(25);
  expect(lived.length).toBeLessThanOrEqual(80);
});

/** By type, as the server itself counts them; without those of the test's clock and of the server's own housekeeping. */
async function billableActions(): Promise<Record<string, number>> {
  const text = await (await fetch(`http://127.0.0.1:${metricsPort}/metrics`)).text();
  const counted = text.matchAll(/^action\{[^}]*action_type="(?<type>[^"]+)"[^}]*\} (?<count>\d+)/gm);
  const notItsOwn = ['grpc_UpdateWorkflowExecutionOptions', 'grpc_StartWorkflowExecution'];
  return Object.fromEntries(
    [...counted]
      .map(({ groups }) => [groups!['type']!, Number(groups!['count'])] as const)
      .filter(([type]) => !notItsOwn.includes(type)),
  );
}
