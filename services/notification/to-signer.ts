import { html } from 'hono/html';

import { signingIn } from '../../language/signing-in.ts';
import { signinLink } from '../access/mailed-link.ts';
import { rulesInForce } from '../plan/rules.ts';

import type { Composer } from './compose.ts';
import { NotSent } from './message.ts';

/** To who asked for a link to sign in: the link, while it can be used. */
export const toSigner: Composer = async (desk, { name, address }, [notification], messageId) => {
  const link = await signinLink(desk, notification!.reference);
  const rules = await rulesInForce(desk, notification!.plan);
  if (link === undefined || rules === undefined) throw new NotSent('address', 'The link could not be sent in time.');
  const { title, locale } = rules.plan;
  const { say } = signingIn(locale);
  return {
    to: { name, address },
    subject: say.subject(title),
    text: `${say.intro(title)} ${say.once}\n\n${link}\n\n${say.unasked}`,
    html: (
      await html`<!doctype html>
        <html>
          <body style="font-family:system-ui,sans-serif;line-height:1.5;max-width:40rem">
            <p>${say.intro(title)} ${say.once}</p>
            <p><a href="${link}">${say.button}</a></p>
            <p style="color:#666;font-size:.85rem">${say.unasked}</p>
          </body>
        </html>`
    ).toString(),
    messageId,
    locale,
    thread: null,
  };
};
