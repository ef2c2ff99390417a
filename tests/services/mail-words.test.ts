/** A mail says a severity once, and of what people report no more than its title. */
import { expect, test } from 'vitest';

import { mailTo } from '../../channels/mail.ts';
import { deliver } from '../../services/notification/deliver.ts';
import { applyPlan } from '../../services/plan/apply.ts';
import { shopPlan } from '../domain/support.ts';
import { startSmtpSink } from '../support/smtp-sink.ts';

import { startShop } from './support.ts';

test('a title that is the name but for its case is said alone, as is one that begins with it', async () => {
  const [shop, smtp] = await Promise.all([startShop(), startSmtpSink()]);
  const send = mailTo(smtp.url, 'Guardia <guardia@guardia.example>');
  try {
    for (const title of ['p1', 'P1 Critical', 'Nobody can buy']) {
      await applyPlan(
        shop.desk,
        shopPlan((text) => text.replace('P1: {', `P1: { title: ${title},`)),
        'admin',
      );
      await deliver(shop.desk, send, await shop.open());
    }
    const said = smtp.mails
      .filter(({ to }) => to === 'ion@shop.example')
      .map(({ text }) => /Severity: .*/.exec(text)?.[0]);
    expect(said).toEqual(['Severity: p1', 'Severity: P1 Critical', 'Severity: P1, Nobody can buy']);
  } finally {
    await Promise.all([shop.stop(), smtp.stop()]);
  }
});

test('what somebody reports is not mailed beyond its title', async () => {
  const [shop, smtp] = await Promise.all([startShop(), startSmtpSink()]);
  try {
    const reference = await shop.open({ description: 'Call Joe at home.' });
    await deliver(shop.desk, mailTo(smtp.url, 'Guardia <guardia@guardia.example>'), reference);
    expect(smtp.mails).toHaveLength(2);
    for (const { text, html } of smtp.mails) expect(text + html).not.toContain('Joe');
  } finally {
    await Promise.all([shop.stop(), smtp.stop()]);
  }
});
