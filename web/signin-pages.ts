import { html } from 'hono/html';

import type { Plan } from '../domain/plan.ts';
import { signingIn } from '../language/signing-in.ts';

import type { Html, Page } from './page.ts';

/** Asks for an address to mail a link to, or for a key; `wrong`: the key that was given opens nothing. */
export const signinPage = (to: string, wrong = false): Page => ({
  title: 'Sign in',
  body: html`<section class="narrow card">
    <h1>Sign in</h1>
    ${byMail(to)}
    <h2>Or with a key</h2>
    ${byKey(to, wrong)}
  </section>`,
});

const byMail = (to: string): Html =>
  html`<form method="post" action="/signin" class="stack">
    <input type="hidden" name="to" value="${to}" />
    <label for="email">Your mail address</label>
    <input id="email" name="email" type="email" maxlength="254" autocomplete="email" required autofocus />
    <button class="primary">Mail me a link</button>
  </form>`;

const byKey = (to: string, wrong: boolean): Html =>
  html`${wrong && html`<p class="notice" role="alert" id="wrong">This key is unknown or has been revoked.</p>`}
    <form method="post" action="/signin" class="stack">
      <input type="hidden" name="to" value="${to}" />
      <label for="key">Your key</label>
      <input
        id="key"
        name="key"
        type="password"
        autocomplete="current-password"
        required
        aria-describedby="${wrong ? 'wrong about-key' : 'about-key'}"
        aria-invalid="${String(wrong)}"
      />
      <p class="muted" id="about-key">It begins with grd_. Whoever runs Guardia for you has given it to you.</p>
      <button>Sign in</button>
    </form>`;

/** Says nothing about whether the address is anybody's. */
export const sentPage: Page = {
  title: 'Look into your mail',
  body: html`<section class="narrow card">
    <h1>Look into your mail</h1>
    <p role="status">
      If a support plan knows this address, a link to sign in is on its way to it; one for each plan. It works once,
      within 15 minutes.
    </p>
    <p><a href="/signin">Back</a></p>
  </section>`,
};

/** Behind the link: one question and one button, in the plan's language. */
export function linkPage({ title, locale }: Pick<Plan, 'title' | 'locale'>, name: string): Page {
  const { say, lang } = signingIn(locale);
  return {
    title: say.button,
    lang,
    body: html`<section class="narrow card">
      <h1>${say.question(name, title)}</h1>
      <form method="post"><button class="primary">${say.button}</button></form>
    </section>`,
  };
}

export const oldLinkPage = ({ say, lang }: ReturnType<typeof signingIn>): Page => ({
  title: say.old,
  lang,
  body: html`<section class="narrow card">
    <h1>${say.old}</h1>
    <p><a href="/signin">${say.again}</a></p>
  </section>`,
});
