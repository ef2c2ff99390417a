import { everyWay } from '../../../channels/index.ts';
import { mailTo } from '../../../channels/mail.ts';
import { standingOf } from '../../../db/announcements.ts';
import { readRun } from '../../../db/runs.ts';
import { maintenances } from '../../../services/maintenance/list.ts';
import { deliver } from '../../../services/notification/deliver.ts';
import { actOnRun } from '../../../services/procedure/act.ts';
import { advanceRun } from '../../../services/procedure/advance.ts';
import { carryOut } from '../../../services/procedure/carry-out.ts';
import { startRun } from '../../../services/procedure/start.ts';
import { toolsOf } from '../../../worker/tools.ts';
import { shopPlan } from '../../domain/support.ts';
import { admin, ana, startShop } from '../../services/support.ts';
import { startSmtpSink } from '../../support/smtp-sink.ts';

const life = { signal: new AbortController().signal, beat: () => undefined };

const plan = shopPlan(
  (text) => `${text.replace('timezone: Europe/Bucharest', 'timezone: America/New_York')}maintenance:
  window: { sun: "02:00-04:00" }
  timezone: Europe/Bucharest
  notice: 48h
  tell: [eva, ana]
  kinds:
    minor: { title: Small updates, every: week on sun 02:00, lasts: 1h, services: app, owner: ion }
    major: { title: Big updates, every: as needed, lasts: 2h, notice: 3 business days, owner: ion }
  emergency: { tell: eva, within: 1h, approve: ana }
`,
);

/** A shop in New York that is maintained on Sunday at 02:00 in Bucharest, without Temporal: `until` goes from instant to instant. */
export async function startNights() {
  const [shop, smtp] = await Promise.all([startShop(plan), startSmtpSink()]);
  const send = everyWay(mailTo(smtp.url, 'guardia@guardia.example'));
  const goTo = (instant: string) => void (shop.desk.clock.offsetMs = Date.parse(instant) - Date.now());

  /** What a worker does until nothing is left to be done now. */
  async function settle(reference: string): Promise<void> {
    for (;;) {
      const { jobs } = await advanceRun(shop.desk, reference);
      for (const job of jobs) await carryOut(shop.desk, toolsOf([]), { ...job, reference }, life);
      await deliver(shop.desk, send, `run:${reference}`);
      if (jobs.length === 0) return;
    }
  }

  const steps = async (reference: string) => (await readRun(shop.db, reference))!.state.steps;

  return {
    shop,
    smtp,
    goTo,
    settle,
    /** The same at each instant at which something is due, until then. */
    until: async (reference: string, instant: string): Promise<void> => {
      for (;;) {
        await settle(reference);
        const due = (await readRun(shop.db, reference))!.next_due_at;
        if (due === null || due > Date.parse(instant)) break;
        goTo(new Date(due + 10).toISOString());
      }
      goTo(instant);
      await settle(reference);
    },
    steps,
    status: async (reference: string, step: string) => (await steps(reference))[step]!.status,
    windowOf: async (reference: string) => {
      const { from_at: from, why } = (await standingOf(shop.db, reference))!;
      return [new Date(from).toISOString(), why];
    },
    stateOf: async (reference: string) =>
      (await maintenances(shop.desk, admin, 'shop')).find(({ run }) => run === reference)?.state,
    act: (reference: string, verb: 'done' | 'approve', step: string) =>
      actOnRun(shop.desk, ana, { reference, verb, body: { step }, key: `${reference} ${verb} ${step}` }),
    start: async (kind: string, answers = {}) =>
      (await startRun(shop.desk, admin, { plan: 'shop', procedure: `maintenance/${kind}`, answers }, null)).reference,
    async stop() {
      await shop.stop();
      await smtp.stop();
    },
  };
}
