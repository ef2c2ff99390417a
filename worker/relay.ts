import { overdueRunWakes } from '../db/runs.ts';
import { count, setCounter } from '../db/settings.ts';
import { overdueWakes } from '../db/wakes.ts';
import type { Desk } from '../services/desk.ts';
import { hearLeft } from '../services/alert/hear.ts';
import { watchOverdue } from '../services/heartbeat/watch-over.ts';
import { sweep } from '../services/incident/sweep.ts';
import { subjectOf } from '../domain/procedure/run.ts';
import { advanceOverdue } from '../services/procedure/advance.ts';
import { hearMails } from '../services/mail/hear.ts';
import { deliverOverdue } from '../services/notification/deliver.ts';
import type { Send } from '../services/notification/message.ts';

import type { Stirrer } from './stirrer.ts';

const everyMs = 1000;
/** For how long the relay leaves to workflows what is due, and mails. */
const patience = { dueMs: 2000, mailMs: 5000, heardMs: 2000 };
const none = { dueMs: 0, mailMs: 0, heardMs: 0 };
const wakesAtOnce = 200;
/** A run whose workflow has not taken its turn for so long is stirred, and again each minute. */
const runPatienceMs = 10_000;
const minuteMs = 60_000;
const mostBatches = 100;
/** Rescues in so many rounds one after another are no accident. */
const alarmAfter = 30;

interface Relaying {
  readonly desk: Omit<Desk, 'stir'>;
  readonly stirrer: Stirrer;
  readonly send: Send;
  readonly warn: (sentence: string, details: object) => void;
  /** Whether this worker takes no turns yet: then nobody may be there to wait for. */
  readonly alone?: () => boolean;
}

const patienceOf = ({ alone }: Relaying) => (alone?.() === true ? none : patience);

/** What the relay sees to, by the counter of what it had to do; each answers how much that was. */
const duties: Readonly<Record<string, (relaying: Relaying) => Promise<number>>> = {
  relay_swept: (relaying) =>
    untilNone(() =>
      sweep(relaying.desk, patienceOf(relaying).dueMs, (reference, error) =>
        relaying.warn('an incident cannot be decided', { reference, error: String(error) }),
      ),
    ),
  relay_watched: (relaying) =>
    watchOverdue(relaying.desk, patienceOf(relaying).dueMs, (monitor, error) =>
      relaying.warn('a heartbeat cannot be decided', { monitor, error: String(error) }),
    ),
  relay_run: (relaying) =>
    advanceOverdue({ ...relaying.desk, stir: relaying.stirrer.stir }, patienceOf(relaying).dueMs, (run, error) =>
      relaying.warn('a run cannot be decided', { run, error: String(error) }),
    ),
  relay_delivered: (relaying) => deliverOverdue(relaying.desk, relaying.send, patienceOf(relaying).mailMs),
  relay_heard: (relaying) =>
    hearLeft({ ...relaying.desk, stir: relaying.stirrer.stir }, patienceOf(relaying).heardMs, (id, error) =>
      relaying.warn('what was received cannot be heard', { id, error: String(error) }),
    ),
  relay_stirred: ({ desk, stirrer }) => stirOverdue(desk, stirrer),
  relay_mail_heard: (relaying) => {
    const { desk, stirrer } = relaying;
    return hearMails({ ...desk, stir: stirrer.stir }, patienceOf(relaying).heardMs);
  },
};

/**
 * The safety net: stirs workflows that did not take their turn, and does what is overdue even while Temporal is away. It is not
 * the road: in ordinary running it finds nothing. Only while its worker still starts does it wait for nobody. Its duties run beside each other: neither a dead mail server nor an absent
 * Temporal holds up what is due. Answers how to stop it.
 */
export function startRelay(relaying: Relaying): () => Promise<void> {
  const stop = new AbortController();
  const running = Object.keys(duties).map((name) => repeat(name, relaying, stop.signal));
  return async () => {
    stop.abort();
    await Promise.all(running);
  };
}

async function repeat(name: string, relaying: Relaying, stop: AbortSignal): Promise<void> {
  let roundsInNeed = 0;
  while (!stop.aborted) {
    const rescued = await once(name, relaying).catch((error: unknown) => {
      relaying.warn('the relay failed', { name, error: String(error) });
      return 0;
    });
    roundsInNeed = rescued > 0 ? roundsInNeed + 1 : 0;
    if (roundsInNeed % alarmAfter === alarmAfter - 1)
      relaying.warn('the relay has been rescuing for long', { name, rescued });
    await new Promise((resolve) => setTimeout(resolve, everyMs));
  }
}

async function once(name: string, relaying: Relaying): Promise<number> {
  const rescued = await duties[name]!(relaying);
  await setCounter(relaying.desk.db, 'worker_seen_at', relaying.desk.now());
  if (rescued > 0) await count(relaying.desk.db, name, rescued);
  return rescued;
}

/** A storm is swept in one go, not one batch a second; but even of the worst, each round sees an end. */
async function untilNone(doing: () => Promise<number>): Promise<number> {
  let sum = 0;
  for (let batch = 0; batch < mostBatches; batch++) {
    const done = await doing();
    if (done === 0) break;
    sum += done;
  }
  return sum;
}

async function stirOverdue({ db, now }: Relaying['desk'], stirrer: Stirrer): Promise<number> {
  const runs = await overdueRunWakes(db, now() - runPatienceMs, now() + minuteMs, wakesAtOnce);
  const overdue = [...(await overdueWakes(db, now(), wakesAtOnce)), ...runs.map(subjectOf)];
  return (await stirAll(stirrer, overdue)) ? overdue.length : 0;
}

/** The first alone: while Temporal is away, one probe is enough. */
async function stirAll({ stirNow, stir }: Stirrer, references: readonly string[]): Promise<boolean> {
  const [probe, ...rest] = references;
  if (probe === undefined) return false;
  const reached = await stirNow(probe, 'relay').then(
    () => true,
    () => false,
  );
  if (reached) for (const reference of rest) stir(reference, 'relay');
  return reached;
}
