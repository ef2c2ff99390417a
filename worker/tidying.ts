import type { Desk } from '../services/desk.ts';
import { forgetReceived } from '../services/alert/forget.ts';
import { forgetWords } from '../services/heartbeat/pings.ts';
import { forgetMails } from '../services/mail/forget.ts';
import { forgetSendings } from '../services/notification/forget.ts';
import { forget } from '../services/once.ts';
import { rollUp } from '../services/uptime/roll-up.ts';

const everyMs = 3_600_000;

/** What is kept for a term, and how it is forgotten. */
const duties: Readonly<Record<string, (desk: Tidying['desk']) => Promise<unknown>>> = {
  'old answers': forget,
  'what pings said': forgetWords,
  'what was received': forgetReceived,
  'old mails': forgetMails,
  'results of checks': rollUp,
  'old attempts to tell': forgetSendings,
};

interface Tidying {
  readonly desk: Pick<Desk, 'db' | 'rules' | 'now'>;
  readonly warn: (sentence: string, details: object) => void;
}

/** Forgets, now and every hour, what is kept for a term only. Answers how to stop it. */
export function startTidying({ desk, warn }: Tidying): () => void {
  const tidy = () => {
    for (const [what, tidied] of Object.entries(duties))
      void tidied(desk).catch((error: unknown) => warn(`${what} are not forgotten`, { error: String(error) }));
  };
  tidy();
  const timer = setInterval(tidy, everyMs);
  return () => clearInterval(timer);
}
