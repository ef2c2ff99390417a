/** The phases of the work: where it begins, how one goes on and back, what closing needs, and what takes too long. */
import { expect, test } from 'vitest';

import { ActRefused, UnknownValue } from '../../domain/incident/incident.ts';
import type { Incident } from '../../domain/incident/incident.ts';
import { possibleActs } from '../../domain/incident/lifecycle.ts';

import { day, doing, dues, event, hour, minute, monday, opened, passing, shop } from './support.ts';

const withPhases = (phases: string) => shop((text) => `${text}phases:\n${phases}`);
const rules = withPhases(`  detection: { type: [incident, security], within: 0m..15m, owner: lead }
  diagnosis: { type: [incident, security], within: 15m..1h, owner: assignee }
  repair: { type: incident, severity: P1, from: diagnosis }
  verification: { type: incident, needed to close: true, within: 1 day }
  report: { type: incident }
  containment: { type: security }
`);
const at = (incident: Incident) => incident.phase;
const moves = ({ events }: Incident) =>
  events.filter(({ kind }) => kind === 'phase').map(({ data: { from, to, spentMs } }) => [from, to, spentMs]);

test('it begins in the first phase that is for it, and goes on in their order', () => {
  let incident = opened(rules);
  expect(at(incident)).toBe('detection');
  const seen: unknown[] = [];
  for (let step = 1; step <= 5; step++) {
    incident = doing(rules, incident, 'phase', step * minute, {});
    seen.push(at(incident));
  }
  expect(seen).toEqual(['diagnosis', 'repair', 'verification', 'report', null]);
  expect(() => doing(rules, incident, 'phase', hour, {})).toThrow(
    new ActRefused('Cannot go on to the next phase of SHO-1: it has none that is still to be done.'),
  );
  expect(moves(incident)[2]).toEqual(['diagnosis', 'repair', minute]);
  expect(incident.phases['repair']).toMatchObject({ enteredAt: monday + 2 * minute, doneAt: monday + 3 * minute });
});

test('a phase for another severity is left out, and one is entered from nowhere but where it says', () => {
  const mild = doing(rules, opened(rules, { severity: 'P2' }), 'phase', 0, {});
  expect(at(doing(rules, mild, 'phase', 0, {}))).toBe('verification');
  expect(() => doing(rules, mild, 'phase', 0, { to: 'repair' })).toThrow(UnknownValue);
  expect(() => doing(rules, opened(rules), 'phase', 0, { to: 'detection' })).toThrow(
    new ActRefused('Cannot enter the phase "detection": SHO-1 is in it already.'),
  );
  expect(() => doing(rules, opened(rules), 'phase', 0, { to: 'repair' })).toThrow(
    new ActRefused(
      'Cannot enter the phase "repair" of SHO-1: it is in the phase "detection", and from there one may go to diagnosis, verification, report.',
    ),
  );
});

test('whoever goes back has what follows to do again, and it is counted', () => {
  const repair = [{}, {}, {}].reduce<Incident>(
    (state) => doing(rules, state, 'phase', 0, {}),
    doing(rules, opened(rules), 'start', 0, {}),
  );
  const back = doing(rules, doing(rules, repair, 'verify', 0, { note: 'Fine.' }), 'phase', minute, { to: 'diagnosis' });
  expect(at(back)).toBe('diagnosis');
  expect(back.phases['diagnosis']).toMatchObject({ times: 2, doneAt: null });
  expect(back.phases['verification']!.doneAt).toBeNull();
  expect(back.phases['detection']!.doneAt).not.toBeNull();
});

test('it is not closed before what closing needs is done', () => {
  const resolved = doing(rules, opened(rules), 'resolve', minute, { note: 'Restarted.' });
  expect(at(resolved)).toBe('verification');
  expect(() => doing(rules, resolved, 'close', minute, {})).toThrow(
    new ActRefused(
      'Cannot close SHO-1: its phase "verification" is not done yet; this is possible once it is verified.',
    ),
  );
  const verified = doing(rules, resolved, 'verify', 2 * minute, { note: 'Orders go through.' });
  expect([at(verified), event(verified, 'phase:report:1')?.data['from']]).toEqual(['report', 'verification']);
  expect(doing(rules, verified, 'close', 2 * minute, {}).status).toBe('closed');
  expect(() => doing(rules, verified, 'verify', 2 * minute, { note: 'Again.' })).toThrow(ActRefused);
});

test('reopened, it goes on where it was, and is to be verified again', () => {
  const diagnosis = doing(rules, opened(rules), 'phase', 0, {});
  const verified = (incident: Incident) =>
    doing(rules, doing(rules, incident, 'resolve', minute, { note: 'Done.' }), 'verify', minute, { note: 'Fine.' });
  const again = doing(rules, verified(diagnosis), 'reopen', 2 * minute, { reason: 'No.' });
  expect(at(again)).toBe('diagnosis');
  const resolved = doing(rules, again, 'resolve', 3 * minute, { note: 'Now.' });
  expect(() => doing(rules, resolved, 'close', 3 * minute, {})).toThrow('"verification" is not done yet');
});

test('a phase that is not done at its end is told once to who leads it', () => {
  const late = passing(rules, opened(rules), 20 * minute);
  expect(dues(late, 'overran')).toEqual(['overran:detection @ 15m']);
  expect(event(late, 'overran:detection')!.notify).toEqual(['ana']);
  const inTime = doing(rules, opened(rules), 'phase', 15 * minute, {});
  expect(dues(passing(rules, inTime, 50 * minute), 'overran')).toEqual([]);
});

test('nobody is told of a late phase during a snooze', () => {
  const snoozed = doing(rules, opened(rules), 'snooze', 0, { reason: 'On my way.', until: monday + hour });
  expect(event(passing(rules, snoozed, 20 * minute), 'overran:detection')!.notify).toEqual([]);
});

test('entered after its end it is late at once; without a leader whoever has the ticket is told', () => {
  const assigned = doing(rules, opened(rules), 'assign', 0, { to: 'eva' });
  const late = doing(rules, assigned, 'phase', 2 * hour, {});
  expect(dues(late, 'overran')).toEqual(['overran:detection @ 15m', 'overran:diagnosis @ 120m']);
  expect(event(late, 'overran:diagnosis')!.notify).toEqual(['eva']);
});

test('what is resolved is late only in what closing needs', () => {
  const bare = withPhases('  work: { within: 1h }\n');
  const resolved = (plan: typeof rules) => doing(plan, opened(plan), 'resolve', minute, { note: 'Done.' });
  expect(dues(passing(bare, resolved(bare), 2 * hour), 'overran')).toEqual([]);
  expect(dues(passing(rules, resolved(rules), 2 * day), 'overran')).toEqual(['overran:verification @ 1440m']);
});

test('of another type it begins with the phases of that', () => {
  const other = doing(rules, doing(rules, opened(rules), 'phase', 0, {}), 'reclassify', minute, { type: 'security' });
  expect(at(other)).toBe('detection');
  const own = withPhases('  a: { type: incident }\n  b: { type: security }\n');
  expect(at(doing(own, opened(own), 'reclassify', 0, { type: 'security' }))).toBe('b');
  expect(at(doing(own, opened(own), 'reclassify', 0, { type: 'task' }))).toBeNull();
});

test('phases called like a status go with it', () => {
  const own = withPhases(`  received: {}
  triaged: { from: received }
  in-progress: { from: triaged }
  resolved: { from: in-progress }
  escalated: { from: triaged }
  on-hold: { from: in-progress }
`);
  let incident = doing(own, opened(own), 'start', minute, {});
  expect(at(incident)).toBe('in-progress');
  incident = doing(own, incident, 'hold', minute, { reason: 'A part.' });
  expect(at(incident)).toBe('on-hold');
  expect(at(doing(own, incident, 'escalate', minute, { level: 'N2', note: 'Help.' }))).toBe('escalated');
  incident = doing(own, doing(own, incident, 'resume', minute, {}), 'resolve', minute, { note: 'Done.' });
  expect(at(incident)).toBe('resolved');
  expect(() => doing(own, incident, 'phase', minute, { to: 'triaged' })).toThrow('with the status of that name');
  expect(() => doing(own, incident, 'phase', minute, {})).toThrow(ActRefused);
  expect(at(doing(own, incident, 'reopen', hour, { reason: 'No.' }))).toBe('in-progress');
});

test('what came round by itself has no phases but those that name its type; without any there is no such act', () => {
  const own = shop(
    (text) => `${text}reviews: { access: { every: month, owner: ana, severity: P4 } }
phases: { work: {}, look: { type: task } }\n`,
  );
  const task = { type: 'task', severity: 'P4' };
  expect(at(opened(own, { ...task, category: 'access' }))).toBe('look');
  expect(at(opened(own, task))).toBe('work');
  expect(possibleActs(opened(shop())).map(({ verb }) => verb)).not.toContain('phase');
});
