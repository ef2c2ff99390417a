import { sql } from 'kysely';

import { everyWay } from '../../channels/index.ts';
import { mailTo } from '../../channels/mail.ts';
import { deliver } from '../../services/notification/deliver.ts';
import { applyPlan } from '../../services/plan/apply.ts';
import { shopPlan } from '../domain/support.ts';
import { startHttpSink } from '../support/http-sink.ts';
import { startSmtpSink } from '../support/smtp-sink.ts';

import { startShop } from './support.ts';

const integrations = `integrations:
  slack: { kind: slack, url: "\${SLACK_URL}", breaker: 3 }
  sms: { kind: sms, url: "\${SMS_URL}", body: "to={to}&text={text}" }
  pd: { kind: pagerduty, url: "\${PD_URL}", key: "\${PD_KEY}" }
  hook: { kind: webhook, url: "\${HOOK_URL}", key: "\${HOOK_KEY}", events: [opened, acknowledged] }
`;
/** The shop whose first step tells `who`; Ion has `person` besides. */
export const planWith = (who: string, person = '', more: (text: string) => string = (text) => text) =>
  shopPlan((text) =>
    more(
      text
        .replace('{ at: opening, tell: [support] }', `{ at: opening, tell: ${who} }`)
        .replace('email: ion@shop.example', `email: ion@shop.example${person}`) + integrations,
    ),
  );

export type ChannelShop = Awaited<ReturnType<typeof startChannelShop>>;

/** Services on a database of their own, a mail server, and an HTTP server behind every integration. */
export async function startChannelShop() {
  const [shop, smtp, http] = await Promise.all([startShop(), startSmtpSink(), startHttpSink()]);
  const send = everyWay(mailTo(smtp.url, 'Guardia <guardia@guardia.example>'));
  const everything = {
    SLACK_URL: `${http.url}/slack`,
    SMS_URL: `${http.url}/sms`,
    PD_URL: `${http.url}/pd`,
    PD_KEY: 'R0UTE',
    HOOK_URL: `${http.url}/hook`,
    HOOK_KEY: 'whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA',
  };
  return {
    ...shop,
    http,
    smtp,
    send,
    /** Puts this plan in force; what was left waiting before is over. */
    async start(plan: ReturnType<typeof planWith>, env: Record<string, string> = everything) {
      smtp.mails.length = 0;
      http.received.length = 0;
      http.answers.clear();
      await sql`update notification set try_at = null, lease_until = null`.execute(shop.db);
      await sql`delete from outlet`.execute(shop.db);
      await applyPlan(shop.desk, plan, 'admin');
      Object.assign(shop.desk, { env });
    },
    deliver: (reference: string) => deliver(shop.desk, send, reference),
    posts: (path: string) => http.on(path).map(({ body }) => body),
    mailed: () => smtp.mails.map(({ to }) => to).toSorted(),
    /** Of the steps taken, by `recipient channel`. */
    outcomes: async (reference: string) =>
      Object.fromEntries(
        (await shop.whole(reference)).notifications
          .filter(({ kind }) => kind === 'escalated')
          .map((one) => [
            `${one.recipient} ${one.channel}`,
            one.by === null ? one.outcome : `${one.outcome} by ${one.by}`,
          ]),
      ),
    attempts: (reference: string) =>
      shop.db.selectFrom('sending').selectAll().where('reference', '=', reference).orderBy('id').execute(),
    /** As often as it is due within a span. */
    async delivering(reference: string, ms: number) {
      const until = shop.desk.now() + ms;
      await deliver(shop.desk, send, reference);
      for (;;) {
        const { at } = await shop.db
          .selectFrom('notification')
          .select(({ fn }) => fn.min('try_at').as('at'))
          .where('reference', '=', reference)
          .executeTakeFirstOrThrow();
        if (at === null || at > until) break;
        shop.pass(Math.max(0, at - shop.desk.now()) + 1);
        await deliver(shop.desk, send, reference);
      }
      shop.pass(Math.max(0, until - shop.desk.now()));
    },
    async stop() {
      await Promise.all([shop.stop(), smtp.stop(), http.stop()]);
    },
  };
}
