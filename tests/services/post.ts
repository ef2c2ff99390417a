import { mailTo } from '../../channels/mail.ts';
import { deliver } from '../../services/notification/deliver.ts';
import { applyPlan } from '../../services/plan/apply.ts';
import { shopPlan } from '../domain/support.ts';
import { startSmtpSink } from '../support/smtp-sink.ts';

import { startShop } from './support.ts';
import type { Shop } from './support.ts';
import { happen } from './telling.ts';

export const joe = { name: 'Joe', email: 'joe@acme.example' };
/** Of no customer: only the severity promises something. */
export const stranger = { email: 'joe@nobody.example' };

/** A shop whose mail arrives somewhere. */
export async function startPost() {
  const [shop, smtp] = await Promise.all([startShop(), startSmtpSink()]);
  const send = mailTo(smtp.url, 'Guardia <guardia@guardia.example>');
  return {
    shop,
    smtp,
    at: (instant: string) => shop.pass(Date.parse(instant) - shop.desk.now()),
    /** Puts a plan with more chapters in force, in another language where one is given. */
    plan: (more: string, locale = 'en') =>
      applyPlan(
        shop.desk,
        shopPlan((text) => `${text.replace('locale: en', `locale: ${locale}`)}${more}`),
        'admin',
      ),
    /** Somebody asks for something; with the mail that they get. */
    async opened(more: Parameters<Shop['open']>[0] = {}) {
      const reference = await shop.open({ severity: 'P4', requester: joe, ...more });
      await deliver(shop.desk, send, reference);
      return { reference, mail: smtp.mails.findLast(({ to }) => to === (more.requester ?? joe).email)! };
    },
    /** The last mail to an address after something has happened. */
    async told(reference: string, event: Parameters<typeof happen>[2], address = joe.email) {
      smtp.mails.splice(0);
      await happen(shop, reference, event);
      await deliver(shop.desk, send, reference);
      return smtp.mails.findLast(({ to }) => to === address);
    },
    /** All that an address was ever sent, after what still waits. */
    async mailed(reference: string, address = joe.email) {
      await deliver(shop.desk, send, reference);
      return smtp.mails.filter(({ to }) => to === address);
    },
    stop: async () => void (await Promise.all([shop.stop(), smtp.stop()])),
  };
}
