import { createHmac, timingSafeEqual } from 'node:crypto';

import { isReference } from '../../db/numbers.ts';
import type { Desk } from '../desk.ts';

type Signing = Pick<Desk, 'secret'>;

/** So long may the part before the @ be. */
const longestLocal = 64;

/**
 * Where one recipient of mails about a ticket answers: `support+tra-1.<signature>@…`. The signature is this recipient's: it proves
 * who had the mail. Null where such an address would be too long.
 */
export function replyAddress(
  { secret }: Signing,
  address: string,
  reference: string,
  recipient: string,
): string | null {
  const at = address.lastIndexOf('@');
  const local = `${address.slice(0, at)}+${reference.toLowerCase()}.${signature(secret, reference, recipient)}`;
  return local.length > longestLocal ? null : local + address.slice(at);
}

/** An address taken apart: the one that it stands for, and the ticket and signature that it holds. */
export interface Addressed {
  readonly address: string;
  readonly reference: string | null;
  readonly signature: string;
}

/** What an address is, in small letters: mail servers on the way may not keep capitals. */
export function addressed(written: string): Addressed {
  const address = written.trim().toLowerCase();
  const [, local, reference = '', signed = '', domain] =
    /^([^@]+)\+([a-z0-9]{2,10}-\d{1,12})\.([0-9a-f]{20})(@[^@]+)$/.exec(address) ?? [];
  if (local === undefined || domain === undefined || !isReference(reference.toUpperCase()))
    return { address, reference: null, signature: '' };
  return { address: local + domain, reference: reference.toUpperCase(), signature: signed };
}

/** Whose signature it is, of these recipients; undefined where it is nobody's. */
export const signedBy = (
  { secret }: Signing,
  { reference, signature: signed }: Addressed,
  recipients: readonly string[],
): string | undefined =>
  reference === null
    ? undefined
    : recipients.find((one) => timingSafeEqual(Buffer.from(signature(secret, reference, one)), Buffer.from(signed)));

const signature = (secret: string, reference: string, recipient: string): string =>
  createHmac('sha256', secret)
    .update(JSON.stringify(['reply', reference, recipient]))
    .digest('hex')
    .slice(0, 20);
