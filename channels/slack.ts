import type { Message, Outlet } from '../services/notification/message.ts';

import { json, send } from './http.ts';
import { withoutFooter } from './words.ts';

/** What Slack takes of one section, and of how many. */
const [longest, most] = [3000, 40];

/** Posts to an incoming webhook of Slack. Throws `NotSent`. */
export const toSlack = ({ url, timeoutMs }: Outlet, message: Message): Promise<void> =>
  send({ url, timeoutMs, method: 'POST', headers: json, body: JSON.stringify(posted(message)), refusals: [400, 413] });

function posted({ subject, text }: Message) {
  const title = escaped(subject);
  const sections = [`*${title.replaceAll('*', '·')}*`, ...parts(escaped(withoutFooter(text)))].slice(0, most);
  return {
    text: title,
    blocks: sections.map((one) => ({ type: 'section', text: { type: 'mrkdwn', text: one } })),
  };
}

/** The three characters that Slack reads. */
const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** Cut between paragraphs where it can be. */
function parts(text: string): readonly string[] {
  const all: string[] = [];
  for (const paragraph of text.split('\n\n').flatMap(chunks)) {
    const last = all.at(-1);
    if (last !== undefined && last.length + paragraph.length + 2 <= longest)
      all[all.length - 1] = `${last}\n\n${paragraph}`;
    else all.push(paragraph);
  }
  return all;
}

const chunks = (text: string): readonly string[] =>
  Array.from({ length: Math.ceil(text.length / longest) }, (_, index) =>
    text.slice(index * longest, (index + 1) * longest),
  );
