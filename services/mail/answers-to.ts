import type { Plan } from '../../domain/plan.ts';
import type { Desk } from '../desk.ts';

import { doorsIn } from './doors.ts';
import { replyAddress } from './reply-address.ts';

/**
 * Where a recipient of a mail about a ticket answers it: the address by which it came, else the plan's first, else Guardia's own, with
 * their signature. Undefined where no mail comes in, and for who is told what everybody is.
 */
export function answersTo(
  desk: Pick<Desk, 'env' | 'secret' | 'mailbox'>,
  plan: Plan,
  { reference, channel }: { readonly reference: string; readonly channel: string | null },
  recipient: string,
): string | undefined {
  if (desk.mailbox === undefined || recipient.startsWith('subscriber:')) return undefined;
  const doors = doorsIn(desk, plan).filter(({ name }) => name.startsWith('channel/'));
  const door = doors.find(({ name }) => name === `channel/${channel}`) ?? doors[0];
  return replyAddress(desk, door?.address ?? desk.mailbox, reference, recipient) ?? undefined;
}
