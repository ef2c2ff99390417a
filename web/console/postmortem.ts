import type { Context, Hono } from 'hono';
import { html } from 'hono/html';

import { UnknownValue } from '../../domain/incident/incident.ts';
import type { Desk } from '../../services/desk.ts';
import { act } from '../../services/incident/act.ts';
import { saveDraft } from '../../services/incident/draft.ts';
import { asMarkdown } from '../../services/incident/postmortem-text.ts';
import { postmortem } from '../../services/incident/postmortem.ts';
import type { Postmortem } from '../../services/incident/postmortem.ts';
import { show } from '../../services/incident/show.ts';
import { showPlan } from '../../services/plan/show.ts';
import { refusalOf } from '../errors.ts';
import type { Refusal } from '../errors.ts';
import { answer } from '../page.ts';
import type { Html } from '../page.ts';
import type { Env } from '../session.ts';
import { keepable, keyIn, typedIn } from '../typed.ts';
import type { Typed } from '../typed.ts';

import { postmortemForm } from './postmortem-form.ts';
import type { Writing } from './postmortem-form.ts';
import { closedUp, postmortemIn, typedOf } from './postmortem-typed.ts';
import type { Wrong } from './postmortem-typed.ts';

/** What was typed and could not be taken as it is. */
interface Attempt {
  readonly typed: Typed;
  readonly wrong: Wrong;
  readonly refusal: Refusal;
}

/** What was learned from an incident, in the plan's language, to be read or printed; and, while it is owed, to be written. */
export function postmortemRoute(web: Hono<Env>, desk: Desk): void {
  const path = '/incidents/:reference/postmortem';
  web.get(path, (c) => pageOf(c, keepable(c.req.param('reference'))));
  web.post(path, async (c) => {
    const typed = closedUp(await typedIn(c));
    const caller = c.get('caller');
    const { reference, timezone } = await show(desk, caller, keepable(c.req.param('reference')));
    const isDraft = typed['save'] === 'draft';
    const { body, draft, wrong } = postmortemIn(typed, timezone, isDraft);
    if (Object.keys(wrong).length > 0) return pageOf(c, reference, { typed, wrong, refusal: incomplete });
    const versions = versionsIn(typed);
    try {
      if (isDraft) await saveDraft(desk, caller, reference, draft, versions);
      else
        await act(desk, caller, {
          reference,
          verb: 'postmortem',
          body,
          key: keyIn(typed),
          expected: { draft: versions },
        });
    } catch (error) {
      const refusal = refusalOf(error);
      if (refusal === undefined) throw error;
      const beside = error instanceof UnknownValue && (error.field in typed || error.field === 'runbooks');
      return pageOf(c, reference, beside ? faulty(typed, error) : { typed, wrong: {}, refusal });
    }
    return c.redirect(`/incidents/${encodeURIComponent(reference)}/postmortem`, 303);
  });

  async function pageOf(c: Context<Env>, asked: string, attempt?: Attempt) {
    const caller = c.get('caller');
    const one = await postmortem(desk, caller, asked);
    const incident = await show(desk, caller, one.reference);
    const plan = await showPlan(desk, incident.plan, incident.planVersion);
    const owed = incident.acts.some(({ verb }) => verb === 'postmortem');
    const body = html`<article>
      <p class="crumbs">
        <a href="/">Incidents</a> / <a href="/incidents/${one.reference}">${one.reference}</a> / Post-mortem
      </p>
      <h1>Post-mortem of ${one.reference}</h1>
      ${attempt !== undefined && notice(attempt)}
      <p class="card words" lang="${one.locale}">${asMarkdown(one)}</p>
      ${(owed || attempt !== undefined) && postmortemForm(incident, plan, writing(one, attempt))}
    </article>`;
    return answer(c, { title: `Post-mortem of ${one.reference}`, body, by: caller.by }, attempt?.refusal.status);
  }
}

/** What was typed, else the draft, else what is known of it. */
function writing({ draft, impact }: Postmortem, attempt: Attempt | undefined): Writing {
  const begun = draft === null ? { impact: impact ?? '' } : typedOf(draft);
  return { wrong: {}, ...(attempt ?? { typed: begun }), version: draft?.version ?? 0 };
}

const incomplete: Refusal = {
  status: 422,
  message: 'Nothing was kept yet: some of it needs another look, where it says so.',
};

const faulty = (typed: Typed, { field, message }: UnknownValue): Attempt => ({
  typed,
  wrong: { [field]: message },
  refusal: incomplete,
});

const notice = ({ refusal: { message } }: Attempt): Html => html`<p class="notice" role="alert">${message}</p>`;

/** The version of the draft that its writer has seen; any where the form does not say it. */
const versionsIn = ({ version = '' }: Typed): number[] | undefined =>
  /^\d{1,9}$/.test(version) ? [Number(version)] : undefined;
