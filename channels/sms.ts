import type { Message, Outlet } from '../services/notification/message.ts';

import { send } from './http.ts';
import { cut } from './words.ts';

/** What fits into one part, in the telephone's own letters and in all others; and how many parts a list may take. */
const [short, shortest, parts] = [160, 70, 10];

/** Sends through the HTTP gateway of the plan. Throws `NotSent`. */
export function toSms({ url, method, body, keys: [token], timeoutMs }: Outlet, message: Message): Promise<void> {
  const values = { to: message.to.address, text: shortText(message) };
  const written = body ?? 'to={to}&text={text}';
  const isJson = /^\s*[[{]/.test(written);
  const sent = method === 'GET' ? null : filled(written, values, isJson ? inJson : encodeURIComponent);
  const headers = {
    ...(sent !== null && { 'content-type': isJson ? 'application/json' : 'application/x-www-form-urlencoded' }),
    ...(token !== undefined && { authorization: `Bearer ${token}` }),
  };
  const target = filled(url, values, encodeURIComponent);
  return send({ url: target, method, headers, body: sent, timeoutMs, refusals: [400, 404, 422] });
}

const inJson = (text: string): string => JSON.stringify(text).slice(1, -1);

const filled = (
  template: string,
  { to, text }: { readonly to: string; readonly text: string },
  safe: (text: string) => string,
): string => template.replaceAll(/\{(to|text)\}/g, (_, name) => safe(name === 'to' ? to : text));

/** What it is about and where to look, in one part; of several incidents all their references, in as many as that takes. */
function shortText({ subject, link, about = [] }: Message): string {
  const words = inGsm(subject.replace(/^\[([^\]]+)\]/, '$1'));
  const most = isGsm(words) ? short : shortest;
  if (about.length > 1) return cut(`${words}: ${about.join(' ')}`, most * parts);
  const end = link === undefined || link.length > most / 2 ? '' : ` ${link}`;
  return `${cut(words, most - end.length)}${end}`;
}

/** Letters that would make it dearer lose their marks: ș is s. Those of other scripts stay. */
function inGsm(text: string): string {
  const plain = text.replaceAll('·', '-').replaceAll('[', '(').replaceAll(']', ')');
  const bare = plain.normalize('NFD').replaceAll(/\p{M}/gu, '');
  return isGsm(bare) ? bare : plain;
}

const isGsm = (text: string): boolean => /^[\w @£$¥!"#%&'()*+,\-./:;<=>?¡¿§]*$/.test(text);
