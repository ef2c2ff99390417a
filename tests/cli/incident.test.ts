/** Whoever has a terminal and a key can do with an incident all that the API can. */
import { afterAll, beforeAll, expect, test } from 'vitest';

import { startServedWorld } from './guardia.ts';

let served: Awaited<ReturnType<typeof startServedWorld>>;
beforeAll(async () => void (served = await startServedWorld()));
afterAll(() => served.stop());

const open = async (...more: string[]) =>
  served.guardia('incident open --plan transport --severity P1 --title', ['App inaccesibilă', ...more]);
const opened = async (...more: string[]): Promise<string> => {
  const { out, err } = await open('--json', ...more);
  expect(err).toBe('');
  return JSON.parse(out).reference;
};

test('opens an incident with everything that can be said of it', async () => {
  const where = ['--service', 'app', '--category', 'login', '--description', 'de la 9', '--impact', 'toți'];
  const who = ['--channel', 'phone', '--requester-email', 'dan@acme.example', '--requester-name', 'Dan'];
  const own = ['--type', 'incident', '--field', 'disk=80', '--field', 'a=b=c', '--dedup-key', 'disk'];
  const { code, out, err } = await open(...where, ...who, ...own);
  expect({ code, err }).toEqual({ code: 0, err: '' });
  const reference = out.split(' ')[0]!;
  expect(await served.world.show(reference)).toMatchObject({
    title: 'App inaccesibilă',
    description: 'de la 9',
    service: 'app',
    category: 'login',
    impact: 'toți',
    channel: 'phone',
    customer: 'acme',
    requester: { name: 'Dan', email: 'dan@acme.example' },
    fields: { disk: '80', a: 'b=c' },
    dedupKey: 'disk',
  });
  const again = await open('--dedup-key', 'disk');
  expect(again.out).toContain(`${reference} is open already.`);
});

test('the same key opens one incident', async () => {
  expect(await opened('--key', 'k-1')).toBe(await opened('--key', 'k-1'));
});

test('shows an incident: facts, clocks, what comes next and what can be done', async () => {
  const reference = await opened();
  const { code, out } = await served.guardia(`incident show ${reference}`);
  expect(code).toBe(0);
  expect(out).toContain(`${reference}  App inaccesibilă`);
  expect(out).toMatch(
    /response {4}running {2}due \d{4}-\d\d-\d\d \d\d:\d\d:\d\d {2,}1h always, by severities.P1.response/,
  );
  expect(out).toContain('resolve --note <text>');
  expect(out).toContain('Times in Europe/Bucharest.');
  expect(out).not.toContain('\u001B');
});

test('shows what happened and who was told, and all of it as JSON', async () => {
  const reference = await opened();
  await served.world.settled();
  const { out } = await served.guardia(`incident show ${reference} --events --notifications`);
  expect(out).toMatch(/Events\n {2}\S+ \S+ {2}opened +admin/);
  expect(out).toMatch(/Notifications\n.* sent .*mail to Ion Marin/);
  const { out: json } = await served.guardia(`incident show ${reference} --events --notifications --json`);
  const { events, notifications, ...incident } = JSON.parse(json);
  expect(incident).toEqual(await served.world.show(reference));
  expect(events).toEqual(await served.world.events(reference));
  expect(notifications).toEqual(await served.world.notifications(reference));
});

test('lists what is asked for, and where the list goes on', async () => {
  const first = await opened('--service', 'gps');
  const second = await opened('--service', 'gps');
  const { out } = await served.guardia('incident list --service gps --status open --severity P1 -q inaccesibilă');
  expect(out.split('\n')[0]).toMatch(/^REFERENCE {2}SEVERITY {2}STATUS/);
  expect(out).toContain(first);
  const page = JSON.parse((await served.guardia('--json incident list --service gps --limit 1')).out);
  expect(page.items.map(({ reference }: { reference: string }) => reference)).toEqual([second]);
  const rest = await served.guardia(`incident list --service gps --limit 1 --cursor ${page.next}`);
  expect(rest.out).toContain(first);
  expect(rest.out).not.toContain(second);
  expect((await served.guardia('incident list --service nothing')).out).toBe('There are none.\n');
});

test('does the acts of an ordinary life', async () => {
  const reference = await opened();
  const acts: [string, string[]][] = [
    ['triage', ['--severity', 'P1', '--category', 'login']],
    ['acknowledge', []],
    ['assign', ['--to', 'ana']],
    ['start', []],
    ['hold', ['--reason', 'piesă', '--until', '2099-03-29T09:00']],
    ['resume', []],
    ['comment', ['--text', 'vine', '--public']],
    ['resolve', ['--note', 'repornit', '--cause', 'disc plin']],
    ['reopen', ['--reason', 'iar']],
    ['resolve', ['--note', 'repornit']],
    ['postmortem', ['--root-cause', 'disc plin', '--lessons', 'alarmă', '--factors', 'f', '--actions', 'a']],
    ['close', []],
  ];
  for (const [verb, more] of acts)
    expect(await served.guardia(`incident ${verb} ${reference}`, more), verb).toMatchObject({ code: 0, err: '' });
  const events = await served.world.events(reference);
  expect(events.find(({ kind }) => kind === 'held')!.data).toMatchObject({ until: Date.parse('2099-03-29T06:00:00Z') });
  expect(events.find(({ kind }) => kind === 'commented')!.data).toMatchObject({ public: true });
  expect(await served.world.show(reference)).toMatchObject({ status: 'closed', assignee: 'ana', category: 'login' });
});

test("somebody else's words cannot take over the terminal", async () => {
  const reference = await served.world.openIncident({ description: 'a\u001B[2Jb\u202Ec\nd' });
  const { out } = await served.guardia(`incident show ${reference}`);
  expect(out).toContain('a [2Jb c d');
});
