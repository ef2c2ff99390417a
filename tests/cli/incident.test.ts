/** Whoever has a terminal and a key can do with an incident all that the API can. */
import { readFile } from 'node:fs/promises';

import { afterAll, beforeAll, expect, test } from 'vitest';

import { lifecycle } from '../../domain/incident/lifecycle.ts';
import { compiled } from '../support/plan.ts';

import { startServedWorld } from './guardia.ts';

let served: Awaited<ReturnType<typeof startServedWorld>>;
/** The transport plan, with levels of support and a promise of its own. */
const plan = async () =>
  compiled(
    `${(await readFile(new URL('../../plans/transport.yaml', import.meta.url), 'utf8')).replace(
      /^phases:$/m,
      'phases:\n  repair: { title: Repair, within: 4h }',
    )}
levels: { N1: { title: N1, team: support }, N2: { title: N2, team: tech-lead } }
communication: [{ when: { severity: P1 }, tell: [requester], at: release }]
clocks: { authority: { title: Notice to the authority, when: { type: incident }, within: 72h } }
`,
  );
beforeAll(async () => void (served = await startServedWorld({ plan: await plan() })));
afterAll(() => served.stop());

const open = async (...more: string[]) =>
  served.guardia('incident open --plan transport --severity P1 --title', ['App inaccesibilă', ...more]);
const opened = async (...more: string[]): Promise<string> => JSON.parse((await open('--json', ...more)).out).reference;

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
  expect((await open('--dedup-key', 'disk')).out).toContain(`${reference} is open already.`);
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

/** A whole life. */
const life = (other: string): [string, string[]][] => {
  const inAnHour = new Date(Date.now() + 3_600_000).toISOString();
  const dan = ['--email', 'dan@acme.example', '--as', 'affected'];
  return [
    ['triage', ['--severity', 'P1', '--category', 'login', '--assignee', 'ion']],
    ['snooze', ['--reason', 'pe drum', '--until', inAnHour]],
    ['acknowledge', []],
    ['assign', ['--to', 'ana']],
    ['start', []],
    ['contain', ['--note', 'izolat']],
    ['escalate', ['--level', 'N2', '--note', 'repornit deja']],
    ['workaround', ['--text', 'prin telefon', '--channel', 'phone']],
    ['comment', ['--text', 'vine', '--public', '--channel', 'chat']],
    ['reply', ['--text', 'mersi', '--channel', 'phone']],
    ['hold', ['--reason', 'piesă', '--pause', 'on-hold', '--until', '2099-03-29T09:00']],
    ['resume', []],
    ['phase', ['--to', 'repair', '--note', 'găsit']],
    ['appointment', ['--at', '2099-03-29 10:00', '--minutes', '30', '--channel', 'video', '--note', 'împreună']],
    ['cancel-appointment', ['--reason', 'merge']],
    ['reclassify', ['--type', 'incident', '--impact', 'toți', '--customer', 'acme', '--no-retroactive']],
    ['edit', ['--title', 'App moartă', '--field', 'disk=80', '--field', 'a=b=c']],
    ['watch', ['--name', 'Dan', ...dan]],
    ['unwatch', dan],
    ['link', ['--to', other, '--as', 'related']],
    ['unlink', ['--to', other]],
    ['fulfil', ['--clock', 'authority', '--note', 'formular']],
    ['resolve', ['--note', 'repornit', '--cause', 'disc plin']],
    ['reopen', ['--reason', 'iar']],
    ['assign', ['--to', 'ana']],
    ['resolve', ['--note', 'repornit']],
    ['release', ['--in', '2.4.1']],
    ['postmortem', ['--root-cause', 'disc plin', '--lessons', 'alarmă', '--factors', 'f', '--actions', 'a']],
    ['close', []],
  ];
};

test('does every act of the lifecycle, with all that it can say', { timeout: 240_000 }, async () => {
  const [reference, other] = [await opened(), await opened()];
  const done = life(other);
  // On the command line `verify` counts the clocks again.
  expect(new Set([...done.map(([verb]) => verb), 'rate', 'cancel', 'verify'])).toEqual(new Set(Object.keys(lifecycle)));
  for (const [verb, more] of done)
    expect(await served.guardia(`incident ${verb} ${reference}`, more), verb).toMatchObject({ code: 0, err: '' });
  const events = await served.world.events(reference);
  const dataOf = (kind: string) => events.find((one) => one.kind === kind)!.data;
  expect(dataOf('held')).toMatchObject({ pause: 'on-hold', until: Date.parse('2099-03-29T06:00:00Z') });
  expect(dataOf('commented')).toMatchObject({ public: true, channel: 'chat' });
  expect(dataOf('appointed')).toMatchObject({ at: Date.parse('2099-03-29T07:00:00Z'), minutes: 30 });
  expect(dataOf('released')).toEqual({ version: '2.4.1' });
  expect(dataOf('reclassified')).toMatchObject({ retroactive: false, customer: 'acme' });
  expect(await served.world.show(reference)).toMatchObject({
    status: 'closed',
    title: 'App moartă',
    level: 'N2',
    assignee: 'ana',
    category: 'login',
    fields: { disk: '80', a: 'b=c' },
  });
  expect(await served.guardia(`incident cancel ${other} --reason test`)).toMatchObject({ code: 0, err: '' });
  // Only who asked can say how it was.
  expect(await served.guardia(`incident rate ${reference} --score 5 --comment x`)).toMatchObject({
    code: 1,
    err: expect.stringContaining('only who asked can do this'),
  });
});

test('says what an act takes, and what is wrong with what it is given', async () => {
  const { out } = await served.guardia('incident hold --help');
  expect(out).toMatch(/let it wait/);
  expect(out).toMatch(/--until <instant> +when it goes on by itself/);
  const reference = await opened();
  const wrong: [string, string, string][] = [
    ['hold', '--until 2099-03-29', "required option '--reason <text>' not specified"],
    ['snooze', '--reason x --until tomorrow', '--until "tomorrow" is no instant: write it like 2027-03-28T10:00'],
    ['appointment', '--at 2099-03-29 --channel video --minutes half', 'Say a whole number.'],
    ['link', '--to TRA-1 --as cousin', 'Allowed choices are related, duplicate, parent'],
    ['edit', '--field disk', 'Say it as name=value.'],
  ];
  for (const [verb, flags, sentence] of wrong)
    expect(await served.guardia(`incident ${verb} ${reference} ${flags}`), verb).toMatchObject({
      code: 2,
      err: expect.stringContaining(sentence),
    });
});

test('shows why it waits, who has it, and clocks that are stopped', async () => {
  const reference = await opened();
  const until = new Date(Date.now() + 3_600_000).toISOString();
  for (const act of [
    `start ${reference}`,
    `snooze ${reference} --reason x --until ${until}`,
    `appointment ${reference} --at 2099-03-29T10:00 --minutes 30 --channel video`,
    `hold ${reference} --reason x --until 2099-03-29T09:00`,
  ])
    expect(await served.guardia(`incident ${act}`), act).toMatchObject({ code: 0 });
  const { out } = await served.guardia(`incident show ${reference}`);
  expect(out).toMatch(/level +N1\n/);
  expect(out).toMatch(/on hold +for on-hold, since .*, until 2099-03-29 09:00:00, resolution stands still/);
  expect(out).toMatch(/nobody is paged +until \d{4}/);
  expect(out).toMatch(/appointment +2099-03-29 10:00:00, 30 minutes/);
  expect(out).toMatch(/resolution +paused/);
  expect(out).toMatch(/version +5\n/);
  expect(out).toContain('appointment --at <instant> --minutes <number> --channel <name> [--note <text>]');
  await served.guardia(`incident cancel ${reference} --reason x`);
  const { out: after } = await served.guardia(`incident show ${reference}`);
  expect(after).toMatch(/response +stopped[^]*resolution +stopped/);
});

test('acts only on the version that is meant', async () => {
  const reference = await opened();
  const { version } = await served.world.show(reference);
  expect(await served.guardia(`incident start ${reference} --if-match ${version + 1}`)).toMatchObject({
    code: 1,
    err: expect.stringContaining(`has version ${version} by now`),
  });
  expect(await served.guardia(`incident start ${reference} --if-match ${version}`)).toMatchObject({ code: 0 });
  expect(await served.guardia(`incident resume ${reference} --if-match x`)).toMatchObject({ code: 2 });
});

test("somebody else's words cannot take over the terminal", async () => {
  const reference = await served.world.openIncident({ description: 'a\u001B[2Jb\u202Ec\nd' });
  const { out } = await served.guardia(`incident show ${reference}`);
  expect(out).toContain('a [2Jb c d');
});
