import { forgetRaw } from '../../db/mail.ts';
import type { Desk } from '../desk.ts';

const keptMs = 30 * 86_400_000;

/** Forgets how mails looked that were heard more than 30 days ago; their words and files are with their tickets. Answers how many. */
export async function forgetMails({ db, now }: Pick<Desk, 'db' | 'now'>): Promise<number> {
  for (let sum = 0; ;) {
    const done = await forgetRaw(db, now() - keptMs);
    sum += done;
    if (done === 0) return sum;
  }
}
