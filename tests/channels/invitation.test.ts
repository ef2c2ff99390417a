/** An appointment as calendars read it: lines that fold without tearing a character, and text that cannot begin a line of its own. */
import { expect, test } from 'vitest';

import { iCalendar } from '../../channels/invitation.ts';
import type { Invitation } from '../../services/notification/message.ts';

const at = Date.parse('2027-03-08T10:00:00Z');
const invitation: Invitation = {
  method: 'REQUEST',
  uid: 'tra-1-appointment-2@guardia.example',
  sequence: 0,
  at,
  untilAt: at + 1_800_000,
  madeAt: at - 86_400_000,
  summary: '[TRA-1] Ședință',
  description: '',
  location: null,
  link: null,
};
const calendar = (more: Partial<Invitation>, attendee = 'joe@acme.example') =>
  iCalendar({ ...invitation, ...more }, 'guardia@guardia.example', attendee);
const lines = (text: string) => text.split('\r\n').slice(0, -1);

test('it says when, in UTC, between whom and what for', () =>
  expect(lines(calendar({ location: 'Video' }))).toEqual([
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Guardia//Guardia//EN',
    'METHOD:REQUEST',
    'BEGIN:VEVENT',
    'UID:tra-1-appointment-2@guardia.example',
    'SEQUENCE:0',
    'DTSTAMP:20270307T100000Z',
    'DTSTART:20270308T100000Z',
    'DTEND:20270308T103000Z',
    'SUMMARY:[TRA-1] Ședință',
    'LOCATION:Video',
    'ORGANIZER:mailto:guardia@guardia.example',
    'ATTENDEE;ROLE=REQ-PARTICIPANT;PARTSTAT=NEEDS-ACTION;RSVP=FALSE:mailto:joe@a',
    ' cme.example',
    'STATUS:CONFIRMED',
    'TRANSP:OPAQUE',
    'END:VEVENT',
    'END:VCALENDAR',
  ]));

test('no line is longer than 75 octets, and unfolding gives the text back', () => {
  const summary = 'Întâlnire 📅 '.repeat(40);
  const text = calendar({ summary });
  for (const line of lines(text)) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
  expect(text.replaceAll('\r\n ', '')).toContain(`SUMMARY:${summary}\r\n`);
  expect(text).not.toContain('\u{FFFD}');
});

test('what people write stays one value, whatever is in it', () => {
  const text = calendar(
    { description: 'a\r\nATTENDEE:mailto:eve@evil.example\rb\nc;d,e\\f\0' },
    'joe\r\nX:y@acme.example',
  );
  expect(text.replaceAll('\r\n ', '')).toContain(
    String.raw`DESCRIPTION:a\nATTENDEE:mailto:eve@evil.example\nb\nc\;d\,e\\f `,
  );
  expect(lines(text).filter((line) => /^(ATTENDEE:|X:)/.test(line))).toEqual([]);
});

test('one that is taken back says so', () => {
  expect(calendar({ method: 'CANCEL' })).toContain('METHOD:CANCEL\r\n');
  expect(calendar({ method: 'CANCEL' })).toContain('STATUS:CANCELLED\r\n');
});
