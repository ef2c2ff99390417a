/** Mails as nobody should write them, by what is wrong with each. */
const mb = 1024 * 1024;
const head = 'From: Joe <joe@acme.example>\r\nTo: support@shop.example\r\nSubject: Hostile\r\n';
const mail = (headers: string, body = 'Hello.\r\n') => Buffer.from(`${head}${headers}\r\n${body}`);
const multipart = (boundary: string, parts: string, kind = 'mixed') =>
  mail(`Content-Type: multipart/${kind}; boundary="${boundary}"\r\n`, parts);

const nested = (depth: number): string =>
  Array.from(
    { length: depth },
    (_, level) => `Content-Type: multipart/mixed; boundary=b${level}\r\n\r\n--b${level}\r\n`,
  ).join('');
const messages = (depth: number): string => 'Content-Type: message/rfc822\r\n\r\n'.repeat(depth);
const base64 = (bytes: number) => Buffer.alloc(bytes, 65).toString('base64');

export const corpus: Readonly<Record<string, Buffer>> = {
  nothing: Buffer.alloc(0),
  'one byte': Buffer.from('x'),
  'only empty lines': Buffer.from('\r\n'.repeat(1000)),
  'no head': Buffer.from('\r\nHello.\r\n'),
  'no body': Buffer.from(head),
  'bytes of all kinds': Buffer.from(Array.from({ length: 65_536 }, (_, index) => index % 256)),
  'NUL everywhere': mail('X-A: \0\0\r\nSubject: a\0b\r\n', 'a\0b\0\r\n'),
  'lone surrogates and controls': mail('', 'a\uD800b\u0007\u001B[31m\u202Ec\uFFFF'),
  'parts within parts, 2,000 deep': mail(nested(2000)),
  'messages within messages, 1,000 deep': mail(messages(1000)),
  'twenty thousand heads': mail(Array.from({ length: 20_000 }, (_, index) => `X-${index}: y\r\n`).join('')),
  'one head of 2 MB': mail(`X-Long: ${'y'.repeat(2 * mb)}\r\n`),
  'one head folded 20,000 times': mail(`X-Long: a\r\n${' b\r\n'.repeat(20_000)}`),
  'a megabyte of encoded words': mail(`Subject: ${'=?utf-8?B?YWE=?= '.repeat(50_000)}\r\n`),
  'encoded words that are none': mail('Subject: =?x?Q?=ZZ=?= =?utf-8?B?%%%?= =?utf-8?X?aa?= =??Q?a?= =?utf-8?Q?=\r\n'),
  'ten thousand addresses': mail(`Cc: ${'a@b.example, '.repeat(10_000)}\r\n`),
  'brackets without end in an address': Buffer.from(`From: ${'"<('.repeat(50_000)}\r\n\r\nx`),
  'two senders and a group': Buffer.from('From: a@b.example\r\nFrom: Us: c@d.example, e@f.example;\r\n\r\nx'),
  'a sender that is none': Buffer.from('From: nobody\r\nReply-To: <>\r\n\r\nx'),
  'an id of 1 MB': mail(`Message-ID: <${'i'.repeat(mb)}@x>\r\nReferences: ${'<a@b> '.repeat(100_000)}\r\n`),
  'a boundary that never comes': multipart('never', 'Hello.\r\n'.repeat(1000)),
  'a boundary of nothing': multipart('', '--\r\nHello.\r\n----\r\n'),
  'a boundary two thousand times': multipart('b', '--b\r\n'.repeat(2000)),
  'an end before the beginning': multipart('b', '--b--\r\n--b\r\nContent-Type: text/plain\r\n\r\nHello.\r\n'),
  'the same boundary within itself': multipart(
    'b',
    '--b\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nx\r\n--b--\r\n--b--\r\n',
  ),
  'base64 that is none': mail('Content-Transfer-Encoding: base64\r\n', '!!!!%%%%====\r\n'.repeat(10_000)),
  'base64 of 3 MB as text': mail('Content-Transfer-Encoding: base64\r\nContent-Type: text/plain\r\n', base64(3 * mb)),
  'base64 of 2 MB as HTML': mail('Content-Transfer-Encoding: base64\r\nContent-Type: text/html\r\n', base64(2 * mb)),
  'quoted-printable that is none': mail(
    'Content-Transfer-Encoding: quoted-printable\r\n',
    '=ZZ=\r\n=0=\r\n='.repeat(10_000),
  ),
  'an encoding that there is not': mail('Content-Transfer-Encoding: x-rot13\r\n', 'Uryyb.\r\n'),
  'a charset that there is not': mail('Content-Type: text/plain; charset=klingon-8\r\n', 'Hello. \xff\xfe\r\n'),
  'UTF-16 that says that it is ASCII': mail(
    'Content-Type: text/plain; charset=us-ascii\r\n',
    Buffer.from('Hello', 'utf16le').toString('latin1'),
  ),
  'UTF-7': mail('Content-Type: text/plain; charset=utf-7\r\n', '+ADw-script+AD4-'),
  'a type that is none': mail(
    "Content-Type: ;;;=;charset\r\nContent-Disposition: attachment; filename*=utf-8''%ZZ%00\r\n",
  ),
  'a name that leads elsewhere': multipart(
    'b',
    '--b\r\nContent-Type: text/x-sh\r\nContent-Disposition: attachment; filename="../../etc/pass\0wd"\r\n\r\nx\r\n--b--\r\n',
  ),
  'two hundred files': multipart('b', '--b\r\nContent-Disposition: attachment; filename=a\r\n\r\nx\r\n'.repeat(200)),
  'HTML within HTML, 3,000 deep': mail('Content-Type: text/html\r\n', '<div>'.repeat(3000)),
  'HTML of nothing but brackets': mail('Content-Type: text/html\r\n', '<'.repeat(mb)),
  'a table of twenty thousand cells': mail('Content-Type: text/html\r\n', `<table><tr>${'<td>x'.repeat(20_000)}`),
  'entities without end': mail('Content-Type: text/html\r\n', '&amp'.repeat(100_000) + '&#x110000;&#0;&#xD800;'),
  'a line of 3 MB': mail('', 'x'.repeat(3 * mb)),
  'quotations without end': mail('In-Reply-To: <x@y>\r\n', '> '.repeat(mb)),
  'introductions without end': mail('', 'On Mon wrote\n'.repeat(3000)),
  'a report about itself': mail(
    'Content-Type: multipart/report; report-type=delivery-status; boundary=b\r\n',
    '--b\r\nContent-Type: message/delivery-status\r\n\r\nAction: failed\r\n--b--\r\n',
  ),
  'an invitation': mail('Content-Type: text/calendar; method=REQUEST\r\n', 'BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n'),
  'only carriage returns': Buffer.from('From: joe@acme.example\rSubject: Old\r\rHello.\r'),
  'a subject of nothing but prefixes': mail(`Subject: ${'Re: '.repeat(100_000)}\r\n`),
};

/** What keeps a parser busy for minutes. */
export const endless: Readonly<Record<string, Buffer>> = {
  'a mail of two million lines': mail('', '\n'.repeat(2_000_000)),
  'a boundary half a million times': multipart('b', '--b\r\n'.repeat(500_000)),
};
