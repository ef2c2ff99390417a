import type { Hono } from 'hono';
import { html } from 'hono/html';

import type { Desk } from '../../services/desk.ts';
import { NotFound } from '../../services/desk.ts';
import { attachment } from '../../services/incident/attachments.ts';
import type { AttachmentView } from '../../services/incident/attachments.ts';
import { fileAnswer, sayBytes } from '../file.ts';
import type { Html } from '../page.ts';
import type { Env } from '../session.ts';
import { when } from '../time.ts';
import { keepable } from '../typed.ts';

/** The files of a ticket, to be saved. */
export function attachmentRoute(web: Hono<Env>, desk: Desk): void {
  web.get('/incidents/:reference/attachments/:id', async (c) => {
    const { reference, id } = c.req.param();
    return fileAnswer(await attachment(desk, c.get('caller'), keepable(reference), idIn(id)));
  });
}

/** The number in a path. Throws `NotFound` where it is none. */
export function idIn(text: string): number {
  if (!/^\d{1,15}$/.test(text)) throw new NotFound(`There is no file ${text}.`);
  return Number(text);
}

/** The files that came with mails. */
export const files = (reference: string, all: readonly AttachmentView[], zone: string): Html | '' =>
  all.length === 0
    ? ''
    : html`<section aria-labelledby="files">
        <h2 id="files">Files</h2>
        <ul class="card rows">
          ${all.map(
            (one) =>
              html`<li class="bond">
                <p>
                  <a href="/incidents/${reference}/attachments/${one.id}">${one.name}</a>
                  <span class="muted">${sayBytes(one.size)}, ${when(one.at, zone)}</span>
                  ${one.public ? '' : html`<span class="badge internal">internal</span>`}
                </p>
              </li>`,
          )}
        </ul>
      </section>`;
