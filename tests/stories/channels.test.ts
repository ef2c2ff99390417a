/** A P1 calls whoever is on call by PagerDuty and by mail; Slack is down, is left alone, and mail takes its place. */
import { afterAll, beforeAll, expect, test } from 'vitest';

import { shopPlan } from '../domain/support.ts';
import { startHttpSink } from '../support/http-sink.ts';
import { startWorld } from '../support/world.ts';
import type { World } from '../support/world.ts';

const minute = 60_000;
const plan = shopPlan((text) =>
  text
    .replace('email: ion@shop.example', 'email: ion@shop.example, pager: PagerDuty')
    .replace('{ at: opening, tell: [support] }', '{ at: opening, tell: [rotation primary, integration slack] }')
    .concat(`rotations: { primary: { members: [ion], every: 1 week } }
integrations:
  slack: { kind: slack, url: "\${SLACK_URL}", fallback: email, breaker: 3 }
  paging: { title: PagerDuty, kind: pagerduty, url: "\${PD_URL}", key: "\${PD_KEY}" }
`),
);

let world: World;
let http: Awaited<ReturnType<typeof startHttpSink>>;
beforeAll(async () => {
  [world, http] = await Promise.all([startWorld({ plan }), startHttpSink()]);
  const env = { SLACK_URL: `${http.url}/slack`, PD_URL: `${http.url}/pd`, PD_KEY: 'R0UTE' };
  Object.assign(world.desk, { env });
});
afterAll(() => Promise.all([world.stop(), http.stop()]));

const paged = () => http.on('/pd').map(({ body }) => JSON.parse(body).event_action);

test('the story', async () => {
  http.answers.set('/slack', 500);
  const reference = await world.openIncident();
  expect(paged()).toEqual(['trigger']);
  expect(world.mailsTo('ion@shop.example')).toHaveLength(1);

  await world.travel(minute);
  expect(http.on('/slack')).toHaveLength(3);
  // Whose the incident is reads by mail what Slack did not take.
  expect(world.mailsTo('ion@shop.example')).toHaveLength(2);
  const told = await world.notifications(reference);
  expect(told.find(({ channel }: { channel: string }) => channel === 'slack')).toMatchObject({
    outcome: 'sent',
    by: 'mail',
  });

  await world.act(reference, 'acknowledge', {});
  await world.act(reference, 'resolve', { note: 'The disk was full.' });
  expect(paged()).toEqual(['trigger', 'acknowledge', 'resolve']);

  http.answers.clear();
  await world.travel(5 * minute);
  const second = await world.openIncident();
  expect(http.on('/slack').at(-1)!.body).toContain(second);
});
