import { attachmentById, attachmentsOf } from '../../db/attachments.ts';
import { readIncident } from '../../db/incident-lists.ts';
import { mayReachTicket } from '../access/caller.ts';
import type { Caller } from '../access/caller.ts';
import { NotFound } from '../desk.ts';
import type { Desk } from '../desk.ts';

import { noIncident } from './reachable.ts';

/** A file of a ticket, without what is in it. */
export interface AttachmentView {
  readonly id: number;
  readonly name: string;
  /** As its sender calls it: nothing to trust. */
  readonly type: string;
  /** In bytes. */
  readonly size: number;
  /** Epoch ms. */
  readonly at: number;
  /** The key of the event that it came with. */
  readonly event: string;
  /** Whether the requester sees it. */
  readonly public: boolean;
}

/** The files of a ticket, in the order in which they came; for its requester those that are public. Throws `NotFound`. */
export async function attachments(desk: Desk, caller: Caller, reference: string): Promise<readonly AttachmentView[]> {
  await reach(desk, caller, reference);
  return (await attachmentsOf(desk.db, reference)).filter((one) => isFor(caller, one)).map(seen);
}

/** One of them, with what is in it. Throws `NotFound`. */
export async function attachment(
  desk: Desk,
  caller: Caller,
  reference: string,
  id: number,
): Promise<AttachmentView & { readonly content: Buffer }> {
  await reach(desk, caller, reference);
  const file = await attachmentById(desk.db, reference, id);
  if (file === undefined || !isFor(caller, file)) throw new NotFound(`${reference} has no file ${id}.`);
  return { ...seen(file), content: file.content };
}

async function reach({ db }: Desk, caller: Caller, reference: string): Promise<void> {
  const row = await readIncident(db, reference);
  if (row === undefined || !mayReachTicket(caller, row)) throw noIncident(reference);
}

const isFor = ({ by }: Caller, file: { readonly public: boolean }): boolean => by !== 'requester' || file.public;

type Row = Awaited<ReturnType<typeof attachmentsOf>>[number];

const seen = ({ event_key: event, id, name, type, size, at, public: open }: Row): AttachmentView => ({
  id,
  name,
  type,
  size,
  at,
  event,
  public: open,
});
