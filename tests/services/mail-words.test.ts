/** A mail says a severity once, and of what people report no more than its title. */
import { expect, test } from 'vitest';

import { mailTo } from '../../channels/mail.ts';
import { advance } from '../../services/incident/advance.ts';
import { deliver } from '../../services/notification/deliver.ts';
import { applyPlan } from '../../services/plan/apply.ts';
import { shopPlan } from '../domain/support.ts';
import { startSmtpSink } from '../support/smtp-sink.ts';

import { hour, startShop } from './support.ts';

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

test('a clock that the plan declares is called by its title, where it is over and where it is due', async () => {
  const declared =
    'clocks: { authority: { title: Notice to the authority, when: { type: incident }, within: 2h } }\nseverities:';
  const [shop, smtp] = await Promise.all([
    startShop(shopPlan((text) => text.replace('severities:', declared))),
    startSmtpSink(),
  ]);
  try {
    const reference = await shop.open({ severity: 'P4' });
    await shop.act(reference, 'assign', { to: 'ion' });
    shop.pass(3 * hour);
    await advance(shop.desk, reference);
    await deliver(shop.desk, mailTo(smtp.url, 'Guardia <guardia@guardia.example>'), reference);
    const { text } = smtp.mails.at(-1)!;
    expect(text).toContain('The time for the Notice to the authority is over.');
    expect(text).toContain('Due (Notice to the authority): ');
  } finally {
    await Promise.all([shop.stop(), smtp.stop()]);
  }
});
