/** Operators find an incident in Temporal by its traits and read there how it stands and what it waits for. */
import { afterAll, beforeAll, expect, test, vi } from 'vitest';

import { startWorld } from '../support/world.ts';
import type { World } from '../support/world.ts';

let world: World;
beforeAll(async () => void (world = await startWorld()));
afterAll(() => world.stop());

async function found(query: string): Promise<string[]> {
  const ids: string[] = [];
  for await (const { workflowId } of world.client.workflow.list({ query })) ids.push(workflowId);
  return ids;
}

const details = async (reference: string) => {
  const metadata = await world.handle(reference).query<{ currentDetails: string }>('__temporal_workflow_metadata');
  return metadata.currentDetails;
};

test('an incident is found by plan, type, severity, service and state, which follows it', async () => {
  const reference = await world.openIncident({ service: 'api' });
  const traits = 'Plan = "transport" AND Type = "incident" AND Severity = "P1" AND Service = "api"';
  // Visibility follows a moment later.
  await vi.waitFor(async () =>
    expect(await found(`${traits} AND State = "received"`)).toEqual([`incident-${reference}`]),
  );
  await world.act(reference, 'start');
  await vi.waitFor(async () =>
    expect(await found(`${traits} AND State = "in_progress"`)).toEqual([`incident-${reference}`]),
  );
});

test('its details say status, clocks, what it waits for, and where to look further', async () => {
  const reference = await world.openIncident();
  const text = await details(reference);
  expect(text).toContain(`[${reference}](http://guardia.example/incidents/${reference})`);
  expect(text).toContain('**P1** · received');
  expect(text).toMatch(/response: running, due .* EET/);
  expect(text).toMatch(/Waits for a person, or until .* EET: escalation step 2\./);
});

test('of a security incident only the reference is shown', async () => {
  const reference = await world.openIncident({ type: 'security' });
  expect(await details(reference)).toBe(`[${reference}](http://guardia.example/incidents/${reference})`);
});

test('its timers and activities say in words what they are for', async () => {
  const reference = await world.openIncident();
  const { events } = await world.handle(reference).fetchHistory();
  const summaries = (events ?? []).flatMap(({ userMetadata }) =>
    userMetadata?.summary?.data ? [JSON.parse(Buffer.from(userMetadata.summary.data).toString()) as string] : [],
  );
  expect(summaries).toEqual([reference, `tell what waits about ${reference}`, 'escalation step 2']);
});
