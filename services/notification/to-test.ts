import { html } from 'hono/html';

import { sayInstant } from '../../language/instant.ts';
import { probesIn } from '../../language/probe-messages.ts';
import { rulesInForce } from '../plan/rules.ts';

import type { Composer } from './compose.ts';

/** A message that only shows that messages arrive. */
export const toTest: Composer = async (desk, { name, address }, [notification], messageId) => {
  const { plan: slug, due_at: at } = notification!;
  const rules = await rulesInForce(desk, slug);
  if (rules === undefined) throw new Error(`There is no plan ${slug}.`);
  const { title, locale, timezone } = rules.plan;
  const say = probesIn(locale);
  const text = say.test(title, sayInstant(at, timezone, locale));
  return {
    to: { name, address },
    subject: `[${slug}] ${say.subject}`,
    text,
    html: (await html`<p>${text}</p>`).toString(),
    messageId,
    locale,
    thread: null,
    link: desk.publicUrl,
  };
};
