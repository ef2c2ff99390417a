import type { Message, News, Outlet } from '../../services/notification/message.ts';

export const outletAt = (url: string, more: Partial<Outlet> = {}): Outlet => ({
  kind: 'slack',
  url: `${url}/in`,
  keys: [],
  timeoutMs: 5000,
  method: 'POST',
  body: null,
  ...more,
});
export const news: News = {
  kind: 'opened',
  action: 'trigger',
  at: Date.parse('2027-03-08T10:00:00Z'),
  data: { step: 1 },
  incident: {
    reference: 'TRA-7',
    plan: 'transport',
    title: 'Down',
    type: 'incident',
    severity: 'P1',
    rank: 0,
    service: 'api',
    status: 'received',
    openedAt: Date.parse('2027-03-08T10:00:00Z'),
    url: 'https://guardia.example/incidents/TRA-7',
  },
};
export const message = (to: Outlet, more: Partial<Message> = {}): Message => ({
  to: { name: 'Ana', address: '+40 700 000 000' },
  subject: '[TRA-7] P1 · Down & <out>',
  text: 'Down & <out>\n\nSeverity: P1\n\n-- \nYou get this because …',
  html: '',
  messageId: '<abc123@guardia.example>',
  thread: null,
  locale: 'en',
  link: 'https://guardia.example/incidents/TRA-7',
  outlet: to,
  news,
  ...more,
});
