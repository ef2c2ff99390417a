/** Of an answer what is new in it is kept apart from what it quotes, in the languages of the plans; subjects lose what programs put before them. */
import fc from 'fast-check';
import { expect, test } from 'vitest';

import { fromHtml } from '../../services/mail/read.ts';
import { newIn, titleOf } from '../../services/mail/trim.ts';

const quoted = '> We have it.\n>\n> -- \n> Shop';
const intros = [
  'On Mon, 1 Mar 2027 at 10:00, Shop <support@shop.example> wrote:',
  'On Mon, 1 Mar 2027 at 10:00, Shop\n<support@shop.example> wrote:',
  'On 1 Mar 2027, at 10:00, Shop wrote:',
  'El lun, 1 mar 2027 a las 10:00, Shop (<support@shop.example>)\nescribió:',
  'El 1/3/27 a las 10:00, Shop escribió:',
  'Em seg., 1 de mar. de 2027 às 10:00, Shop <support@shop.example>\nescreveu:',
  'A 1 de março de 2027, Shop escreveu:',
  'În lun., 1 mar. 2027 la 10:00, Shop <support@shop.example> a scris:',
  'Pe 1 martie 2027, la 10:00, Shop a scris:',
  'La 01.03.2027 10:00, Shop a scris:',
  '2027-03-01 10:00 GMT+02:00, Shop <support@shop.example> wrote:',
  'Shop <support@shop.example> escribió:',
];
test.each(intros)('%s', (intro) =>
  expect(newIn(`It still is.\n\nThank you\n\n${intro}\n${quoted}\n`)).toBe('It still is.\n\nThank you'),
);

test.each([
  'From: Shop <support@shop.example>\nSent: Monday, 1 March 2027 10:00\nTo: Joe\nSubject: Re: Help',
  '*From:* Shop\n*Date:* Monday\n*To:* Joe\n*Subject:* Re: Help',
  'De: Shop <support@shop.example>\nEnviado el: lunes, 1 de marzo de 2027 10:00\nPara: Joe\nAsunto: RE: Help',
  'De: Shop\nEnviado: segunda-feira, 1 de março de 2027 10:00\nPara: Joe\nAssunto: RES: Help',
  'De la: Shop <support@shop.example>\nTrimis: luni, 1 martie 2027 10:00\nCătre: Joe\nSubiect: Re: Help',
  '-----Original Message-----\nWhatever',
  '-----Mensaje original-----\nLo que sea',
  '-----Mensagem original-----\nSeja o que for',
  '-----Mesaj original-----\nOrice',
  '________________________________\nFrom: Shop',
  '-- \nJoe\nAcme',
  'Sent from my iPhone',
  'Enviado desde mi iPhone',
  'Enviado do meu iPhone',
  'Trimis de pe iPhone-ul meu',
])('%s ends it', (end) => expect(newIn(`Down again.\n\n${end}\n\nWe have it.`)).toBe('Down again.'));

test.each([
  ['words that only look like it', 'On Monday it was fine.\nFrom: what I see it is the till.\nHe wrote: nothing.'],
  ['answers between what they answer', '> Is it plugged in?\nYes.\n> And the light?\nRed.'],
  ['a list with dashes', 'It says:\n--- a\n--- b\n- c'],
  ['what begins with the name of a day', 'Mon, it was fine\nTue, it was not'],
])('%s stay', (_, text) => expect(newIn(text)).toBe(text));

test('where nothing is new, all of it is', () => {
  for (const text of [quoted, `${intros[0]}\n${quoted}`, '-- \nJoe']) expect(newIn(text)).toBe(text.trim());
  expect(newIn('')).toBe('');
});

test('what Outlook and Gmail quote in HTML goes as well', () => {
  const gmail =
    '<div>Down again.</div><div class="gmail_quote"><div>On Mon, 1 Mar 2027 at 10:00, Shop &lt;s@shop.example&gt; wrote:<br></div><blockquote><p>We have it.</p></blockquote></div>';
  expect(newIn(fromHtml(gmail).trim())).toBe('Down again.');
  const outlook =
    '<p>Down again.</p><hr><div><p><b>De:</b> Shop<br><b>Enviado el:</b> lunes<br><b>Para:</b> Joe<br><b>Asunto:</b> RE: Help</p></div><p>We have it.</p>';
  expect(newIn(fromHtml(outlook).trim())).toMatch(/^Down again\./);
  expect(newIn(fromHtml(outlook).trim())).not.toContain('We have it');
});

test('what is new is some of the text, whatever that is', () => {
  const line = fc.oneof(
    fc.string(),
    fc.constantFrom(
      ...intros,
      quoted,
      '-- ',
      'From: x',
      'To: y',
      'Subject: z',
      '>',
      'On '.repeat(500),
      '<'.repeat(2000),
    ),
  );
  fc.assert(
    fc.property(
      fc.array(line, { maxLength: 30 }).map((lines) => lines.join('\n')),
      (text) => text.includes(newIn(text)),
    ),
  );
});

test.each([
  ['Re: Help', 'Help'],
  ['RE: Fwd: RV: Help', 'Help'],
  ['Re[2]: ENC: RES: Ajuda', 'Ajuda'],
  ['Răsp: Redir: Ajutor', 'Ajutor'],
  ['[EXTERNAL] Re: [SHO-12] Help', 'Help'],
  ['Re: [team] Help', '[team] Help'],
  ['Regarding: help', 'Regarding: help'],
  ['Re:', ''],
  ['  ', ''],
])('the title of “%s” is “%s”', (subject, title) => expect(titleOf(subject)).toBe(title));
