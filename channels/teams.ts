import type { Message, Outlet } from '../services/notification/message.ts';

import { json, send } from './http.ts';
import { cut, withoutFooter } from './words.ts';

/** A Workflow takes 28 KB. */
const longest = 20_000;

/** Posts an Adaptive Card to a Workflow of Microsoft Teams. Throws `NotSent`. */
export const toTeams = ({ url, timeoutMs }: Outlet, message: Message): Promise<void> =>
  send({ url, timeoutMs, method: 'POST', headers: json, body: JSON.stringify(posted(message)), refusals: [400, 413] });

const posted = ({ subject, text, link }: Message) => ({
  type: 'message',
  attachments: [
    {
      contentType: 'application/vnd.microsoft.card.adaptive',
      contentUrl: null,
      content: {
        $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
        type: 'AdaptiveCard',
        version: '1.4',
        body: [
          { type: 'TextBlock', text: plain(subject), weight: 'Bolder', size: 'Medium', wrap: true },
          ...cut(withoutFooter(text), longest)
            .split('\n\n')
            .map((one) => ({ type: 'TextBlock', text: plain(one), wrap: true })),
        ],
        ...(link !== undefined && { actions: [{ type: 'Action.OpenUrl', title: 'Guardia', url: link }] }),
      },
    },
  ],
});

/** Cards read a kind of Markdown: what people wrote is to make no link of its own, and its lines stay lines. */
const plain = (text: string): string => text.replaceAll(/[\\[\]*_]/g, String.raw`\$&`).replaceAll('\n', '\n\n');
