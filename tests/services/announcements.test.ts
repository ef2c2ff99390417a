/** What the plan announces is told in its words, and an appointment comes with an invitation. */
import { afterEach, beforeEach, expect, test } from 'vitest';

import { startPost } from './post.ts';
import { minute } from './support.ts';

let post: Awaited<ReturnType<typeof startPost>>;
beforeEach(async () => {
  post = await startPost();
});
afterEach(() => post.stop());

test('an announcement has the words that the plan names, and leaves out what is not known', async () => {
  await post.plan(
    `communication:
  - { when: { severity: P4 }, tell: requester, at: release, template: start, closing: over }
templates:
  start: { subject: "Working on: {title}", body: "We work on {title} ({severity}). More by {next}." }
  over: { body: "{title} is over. More by {next}." }
`,
  );
  const { reference } = await post.opened();
  const announced = (message: string) => ({
    kind: 'announced',
    notify: ['requester'],
    data: { communication: 0, message },
  });
  const first = await post.told(reference, announced('first'));
  expect(first!.subject).toBe(`[${reference}] Working on: The till is down`);
  expect(first!.text).toMatch(/^We work on The till is down \(P4\)\. More by \w{3}, .*\./);
  await post.shop.act(reference, 'resolve', { note: 'Done.' });
  const closing = await post.told(reference, announced('closing'));
  expect(closing!.text).toMatch(/^The till is down is over\.\n/);
});

test('whoever asked reads the plan’s words and the workaround in one mail', async () => {
  await post.plan(
    `communication: [{ when: { severity: P4 }, tell: [requester], at: workaround, template: meanwhile }]
templates: { meanwhile: { subject: "Meanwhile: {title}", body: "There is a way round. More by {next}." } }
`,
  );
  const { reference } = await post.opened();
  await post.shop.act(reference, 'workaround', { text: 'Use paper.' });
  const mails = await post.mailed(reference);
  expect(mails.map(({ subject }) => subject)).toEqual([
    `[${reference}] The till is down`,
    `[${reference}] Meanwhile: The till is down`,
  ]);
  expect(mails[1]!.text).toMatch(/^There is a way round\.[^]*Use paper\./);
});

test('an update without words of the plan tells what was last said in public', async () => {
  await post.plan('communication: [{ when: { severity: P4 }, tell: ana }]\n');
  const { reference } = await post.opened();
  await post.told(reference, { notify: [], data: { public: true }, text: { text: 'Half of it works.' } });
  await post.told(reference, { notify: [], data: { public: false }, text: { text: 'Between us.' } });
  const event = { kind: 'announced', notify: ['ana'], data: { communication: 0, message: 'update' } };
  const mail = await post.told(reference, event, 'ana@shop.example');
  expect(mail!.text).toContain('Half of it works.');
  expect(mail!.text).not.toContain('Between us.');
  expect(mail!.text).toContain(`http://guardia.example/incidents/${reference}`);
});

test('an appointment comes with an invitation that is moved and taken back under one id', async () => {
  const { reference } = await post.opened();
  const start = post.shop.desk.now() + 60 * minute;
  const meeting = (at_: number) => ({ at: at_, minutes: 30, channel: 'video' });
  const notify = ['requester'];
  const mails = [
    await post.told(reference, {
      kind: 'appointed',
      notify,
      data: meeting(start),
      text: { note: 'Bring the till; and tea, please' },
    }),
    await post.told(reference, { kind: 'appointed', notify, data: meeting(start + minute) }),
    await post.told(reference, { kind: 'appointment-cancelled', notify, data: meeting(start + minute) }),
    await post.told(reference, { kind: 'appointed', notify, data: meeting(start) }),
  ];
  const calendars = mails.map((mail) => mail!.calendar.replaceAll(/\r?\n /g, '').replaceAll('\r', ''));
  const field = (name: string) => calendars.map((text) => new RegExp(`^${name}:(.*)$`, 'm').exec(text)?.[1]);
  expect(field('METHOD')).toEqual(['REQUEST', 'REQUEST', 'CANCEL', 'REQUEST']);
  expect(field('SEQUENCE')).toEqual(['0', '1', '2', '0']);
  const [first, moved, cancelled, another] = field('UID');
  expect([moved, cancelled]).toEqual([first, first]);
  expect(another).not.toBe(first);
  expect(field('DESCRIPTION')[0]).toBe(String.raw`Bring the till\; and tea\, please`);
  expect(field('ORGANIZER')[0]).toBe('mailto:guardia@guardia.example');
});
