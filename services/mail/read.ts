import { convert } from 'html-to-text';
import PostalMime from 'postal-mime';
import type { Address, Attachment, Email } from 'postal-mime';

import { plainText } from './plain.ts';

/** A mail as people read it. All of it is somebody's claim. */
export interface ReadMail {
  readonly from: Mailbox | null;
  readonly subject: string;
  /** What is written in it, HTML made readable. */
  readonly text: string;
  readonly messageId: string | null;
  /** The mails that it answers, the nearest first. */
  readonly references: readonly string[];
  /** By their names in small letters; of several of one name the first. */
  readonly headers: ReadonlyMap<string, string>;
  readonly files: readonly File[];
  /** Whether it could be taken apart; where not, the whole is a file of it. */
  readonly whole: boolean;
}

export interface Mailbox {
  readonly name: string;
  /** In small letters. */
  readonly address: string;
}

export interface File {
  readonly name: string;
  readonly type: string;
  readonly content: Buffer;
}

const limits = { maxNestingDepth: 50, maxHeadersSize: 1024 * 1024, forceRfc822Attachments: true };
const longestHtml = 1024 * 1024;
const longestText = 100_000;
const mostFiles = 100;
/** More headers than any mail has. */
const longestHead = 64 * 1024;

/** Takes a mail apart. It never throws: what is not a mail comes as a file, with as much of its head as can be read. */
export async function readMail(raw: Buffer): Promise<ReadMail> {
  try {
    return { ...asRead(await PostalMime.parse(raw, limits)), whole: true };
  } catch {
    const file = { name: 'mail.eml', type: 'message/rfc822', content: raw };
    return { ...(await readHead(raw)), files: [file], whole: false };
  }
}

/** The head of a mail alone. It never throws. */
export async function readHead(raw: Buffer): Promise<ReadMail> {
  try {
    return { ...asRead(await PostalMime.parse(headOf(raw), limits)), text: '', files: [], whole: false };
  } catch {
    return unreadable;
  }
}

const unreadable: ReadMail = {
  from: null,
  subject: '',
  text: '',
  messageId: null,
  references: [],
  headers: new Map(),
  files: [],
  whole: false,
};

/** Up to the first empty line. */
export function headOf(raw: Buffer): Buffer {
  const ends = [raw.indexOf('\r\n\r\n'), raw.indexOf('\n\n')].filter((at) => at >= 0);
  return raw.subarray(0, Math.min(longestHead, ...ends));
}

function asRead(email: Email): Omit<ReadMail, 'whole'> {
  const headers = new Map(email.headers.toReversed().map(({ key, value }) => [key, value]));
  return {
    from: mailboxIn(email.from),
    subject: plainText(email.subject ?? '', 1000)
      .replaceAll(/\s+/g, ' ')
      .trim(),
    text: plainText(textIn(email), longestText).trim(),
    messageId: idsIn(headers.get('message-id') ?? '')[0] ?? null,
    references: [...new Set([...idsIn(email.inReplyTo ?? ''), ...idsIn(email.references ?? '').toReversed()])].slice(
      0,
      50,
    ),
    headers,
    files: email.attachments.slice(0, mostFiles).map(asFile),
  };
}

/** Ids are compared as they are written, but for what cannot be kept. */
const idsIn = (text: string): string[] =>
  (text.slice(0, 20_000).match(/<[^<>\s]{1,500}>/g) ?? []).map((id) => plainText(id, 500));

/** A group or something else that is no address is nobody. */
function mailboxIn(from: Address | undefined): Mailbox | null {
  const first = from?.address === undefined ? from?.group?.[0] : from;
  const address = (first?.address ?? '').trim().toLowerCase();
  if (!isAddress(address)) return null;
  return {
    name: plainText(first?.name ?? '', 100)
      .replaceAll(/\s+/g, ' ')
      .trim(),
    address,
  };
}

/** Whether something could be the address of a mailbox. */
export const isAddress = (text: string): boolean =>
  text.length <= 254 && /^[^\s@<>"\p{Cc}]{1,64}@[^\s@<>"\p{Cc}]+$/u.test(text) && text.isWellFormed();

const textIn = ({ text, html }: Email): string =>
  text !== undefined && text.trim() !== '' ? text : html === undefined ? '' : fromHtml(html);

/** As a mail program without pictures shows it. */
export function fromHtml(html: string): string {
  try {
    return convert(html.slice(0, longestHtml), {
      wordwrap: false,
      limits: { maxInputLength: longestHtml, maxDepth: 60, maxChildNodes: 5000 },
      selectors: [
        { selector: 'img', format: 'skip' },
        { selector: 'a', options: { hideLinkHrefIfSameAsText: true } },
        ...['h1', 'h2', 'h3', 'h4', 'h5', 'h6'].map((selector) => ({ selector, options: { uppercase: false } })),
        { selector: 'blockquote', options: { leadingLineBreaks: 1 } },
      ],
    });
  } catch {
    return html.replaceAll(/<[^<>]*>/g, ' ');
  }
}

function asFile({ filename, mimeType, content }: Attachment, index: number): File {
  const name = plainText(filename ?? '', 200)
    .replaceAll(/[\s/\\]+/g, ' ')
    .trim();
  const type = /^[\w.+-]{1,60}\/[\w.+-]{1,100}$/.test(mimeType) ? mimeType : 'application/octet-stream';
  return {
    name: name === '' ? `${index + 1}.${extensions[type] ?? 'bin'}` : name,
    type,
    content: typeof content === 'string' ? Buffer.from(content) : Buffer.from(content as ArrayBuffer),
  };
}

const extensions: Readonly<Record<string, string>> = {
  'message/rfc822': 'eml',
  'text/calendar': 'ics',
  'image/png': 'png',
  'image/jpeg': 'jpg',
  'image/gif': 'gif',
  'application/pdf': 'pdf',
};
