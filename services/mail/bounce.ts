import { markReturned } from '../../db/mail.ts';
import type { Heard, Mail } from '../../db/mail.ts';
import type { Desk } from '../desk.ts';

import { plainText } from './plain.ts';
import type { ReadMail } from './read.ts';
import { note } from './reply.ts';
import type { Thread } from './thread.ts';

/** The mail that came back stands at its end. */
const longestReport = 512 * 1024;

/**
 * A mail of Guardia came back: whom it was for has not had it, and that stands where it was told. The ticket says so, quietly: whoever
 * it is may be told that by a mail that comes back as well. One that is only late changes nothing.
 */
export async function bounced(desk: Desk, mail: Mail, read: ReadMail, thread: Thread | undefined): Promise<Heard> {
  const report = (mail.raw ?? Buffer.alloc(0)).subarray(0, longestReport).toString('latin1');
  const failed = /^Action:\s*failed|^Status:\s*5\./im.test(report);
  const host = new URL(desk.publicUrl).hostname.replaceAll('.', '\\.');
  const lefts = [...report.matchAll(new RegExp(`<([0-9a-f]{32})@${host}>`, 'g'))].map(([, left]) => left!);
  if (failed && lefts.length > 0) await markReturned(desk.db, [...new Set(lefts)].slice(0, 50), reasonIn(report));
  if (thread !== undefined) await note(desk, mail, read, thread.row, { quiet: true });
  return { outcome: 'bounce', reference: thread?.row.reference ?? null };
}

const reasonIn = (report: string): string => {
  const [, reason = 'no reason given'] = /^Diagnostic-Code:\s*(.{1,400})/im.exec(report) ?? [];
  return `It came back: ${plainText(reason, 400).trim()}`;
};
