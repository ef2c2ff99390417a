import { html } from 'hono/html';

interface Link {
  readonly label: string;
  readonly href: string;
}

/** What is written to somebody outside of the work on a ticket. All of it is text: nothing in it is markup. */
export interface Letter {
  readonly paragraphs: readonly string[];
  /** A question that is answered by one click. */
  readonly survey: { readonly question: string; readonly scale: string; readonly marks: readonly Link[] } | null;
  readonly link: Link | null;
  /** To hear no more of it. */
  readonly leave: Link | null;
  readonly foot: string;
}

export const letterText = ({ paragraphs, survey, link, leave, foot }: Letter): string =>
  [
    ...paragraphs,
    ...(survey === null
      ? []
      : [`${survey.question} ${survey.scale}`, survey.marks.map(({ label, href }) => `${label}: ${href}`).join('\n')]),
    ...(link === null ? [] : [`${link.label}: ${link.href}`]),
    `-- \n${foot}${leave === null ? '' : `\n${leave.label}: ${leave.href}`}`,
  ].join('\n\n');

const mark =
  'display:inline-block;min-width:1.5rem;padding:8px 10px;margin:0 4px 4px 0;border:1px solid #767676;border-radius:6px;text-align:center;text-decoration:none';

export const letterHtml = async ({ paragraphs, survey, link, leave, foot }: Letter, locale: string): Promise<string> =>
  (
    await html`<!doctype html>
      <html lang="${locale}">
        <body style="font-family:system-ui,sans-serif;line-height:1.5;max-width:40rem">
          ${paragraphs.map((one) => html`<p style="white-space:pre-line">${one}</p>`)}
          ${
            survey === null
              ? ''
              : html`<p>${survey.question} <span style="color:#666">${survey.scale}</span></p>
                  <p>
                    ${survey.marks.map(({ label, href }) => html`<a href="${href}" style="${mark}">${label}</a> `)}
                  </p>`
          }
          ${link === null ? '' : html`<p><a href="${link.href}">${link.label}</a></p>`}
          <p style="color:#666;font-size:.85rem">
            ${foot} ${leave === null ? '' : html`<a href="${leave.href}">${leave.label}</a>`}
          </p>
        </body>
      </html>`
  ).toString();
