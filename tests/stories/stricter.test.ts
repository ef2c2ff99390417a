/** Who asks is known by their address, which gives the tier; of the tables that promise something the stricter holds, and the record names its rule. */
import { afterEach, expect, test } from 'vitest';

import { planFile } from '../support/plan.ts';
import { startWorld } from '../support/world.ts';
import type { World } from '../support/world.ts';

let world: World;
afterEach(() => world.stop());

const rulesOf = async (report: object) => {
  const { customer, tier, clocks } = await world.show(await world.openIncident(report));
  return [customer, tier, ...clocks.map(({ rule }: { rule: string }) => rule)];
};

test('four tiers beside four severities: each pair has its own winner', async () => {
  world = await startWorld();
  world.startAt('2027-03-08T10:00:00+02:00');
  const asked = (severity: string, email: string) => rulesOf({ severity, requester: { email } });
  const P2 = ['severities.P2.response', 'severities.P2.resolution'];
  expect(await asked('P2', 'a@dunarea.example')).toEqual(['dunarea', 'basic', ...P2]);
  expect(await asked('P2', 'a@acme.example')).toEqual([
    'acme',
    'enterprise',
    'tiers.enterprise.response',
    'tiers.enterprise.resolution',
  ]);
  expect(await asked('P4', 'A@CARPATI-CARGO.example')).toEqual([
    'carpati',
    'standard',
    'tiers.standard.response',
    'tiers.standard.resolution',
  ]);
  expect(await asked('P1', 'a@rapid.example')).toEqual([
    'rapid',
    'premium',
    'severities.P1.response',
    'severities.P1.resolution',
  ]);
  expect(await asked('P4', 'a@evil-acme.example')).toEqual([
    null,
    null,
    'severities.P4.response',
    'severities.P4.resolution',
  ]);
});

test('nobody claims a tier or a customer: it is not theirs to say', async () => {
  world = await startWorld();
  for (const claim of [{ tier: 'enterprise' }, { customer: 'acme' }]) {
    const report = { plan: 'transport', title: 'Cum fac X?', severity: 'P4', ...claim };
    const { status, body } = await world.request('POST', '/api/incidents', report);
    expect([status, JSON.stringify(body)]).toEqual([422, expect.stringContaining(Object.keys(claim)[0]!)]);
  }
});

test('the calendar has two tables side by side: one for incidents, one for what is asked', async () => {
  world = await startWorld({ plan: await planFile('calendar') });
  world.startAt('2027-03-08T10:00:00-03:00');
  const promised = async (severity: string, type: string) => {
    const { tier, clocks } = await world.show(
      await world.openIncident({ severity, type, requester: { email: 'ana@austral.example' } }),
    );
    return [
      tier,
      ...clocks
        .filter(({ metric }: { metric: string }) => ['response', 'resolution'].includes(metric))
        .map(({ rule, target }: { rule: string; target: { seconds: number } }) => `${rule} ${target.seconds / 60}`),
    ];
  };
  expect(await promised('S1', 'incident')).toEqual([
    'enterprise',
    'severities.S1.response 15',
    'severities.S1.resolution 120',
  ]);
  expect(await promised('critical', 'request')).toEqual(['enterprise', 'severities.critical.response 60']);
  const wrong = { plan: 'calendar', title: 'x', severity: 'S1', type: 'question' };
  const { status, body } = await world.request('POST', '/api/incidents', wrong);
  expect(status).toBe(422);
  expect(JSON.stringify(body)).toMatch(/S1/);
});
