import type { Desk } from '../desk.ts';

/** A Message-ID of this house: of one message, or of what all mails about an incident refer to. */
export const messageIdOf = ({ publicUrl }: Pick<Desk, 'publicUrl'>, left: string): string =>
  `<${left}@${new URL(publicUrl).hostname}>`;
