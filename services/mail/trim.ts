/**
 * What is new in an answer: without the mail that it answers, without signature and without what programs add. Where nothing would
 * be left, all of it. Reads each line once, however hostile it is.
 */
export function newIn(text: string): string {
  const lines = text.split('\n');
  const end = lines.findIndex((_, index) => endsAt(lines, index));
  const own = withoutQuotes(lines.slice(0, end === -1 ? lines.length : end));
  const left = own.join('\n').trim();
  return left === '' ? text.trim() : left;
}

const longestLine = 1000;
/** Over so many lines mail programs break what they write above a quotation. */
const headLines = 4;

/** Whether from this line on it is the mail that is answered, or a signature. */
function endsAt(lines: readonly string[], index: number): boolean {
  const line = lines[index]!.slice(0, longestLine);
  if (line === '-- ' || line === '--') return true;
  const said = line.trim();
  return (
    separators.some((one) => one.test(said)) || sentFrom.test(said) || isOutlook(lines, index) || isIntro(lines, index)
  );
}

/** In the languages of the plans, and in those that mail programs most often speak besides. */
const separators = [
  /^-{2,12} ?(original message|forwarded message|mensaje original|mensaje reenviado|mensagem original|mensagem encaminhada|mesaj original|mesaj redirecționat|mesajul original|ursprüngliche nachricht|message d['’]origine|messaggio originale) ?-{2,12}$/i,
  /^_{20,}$/,
];

const sentFrom =
  /^(sent from my |sent from outlook|get outlook for |enviado desde mi |enviado desde outlook|obtener outlook para |enviado do meu |enviado do outlook|obter o outlook para |trimis de pe |trimis din outlook|obțineți outlook pentru )/i;

/** `From: … Sent: … To: … Subject: …`, as Outlook puts it above what it quotes. */
function isOutlook(lines: readonly string[], index: number): boolean {
  if (!/^\**(from|de|de la|von|da)\s?:\**\s/i.test(lines[index]!.trimStart().slice(0, longestLine))) return false;
  const next = lines.slice(index + 1, index + 7).map((line) => line.trimStart().slice(0, 40));
  const seen = outlookHeads.filter((one) => next.some((line) => one.test(line)));
  return seen.length >= 2;
}

const outlookHeads = [
  /^\**(sent|date|enviado( el| em)?|enviada( em)?|fecha|data|trimis|expediat|gesendet)\s?:/i,
  /^\**(to|para|către|catre|an|a)\s?:/i,
  /^\**(subject|asunto|assunto|subiect|betreff|oggetto|objet)\s?:/i,
];

/** `On …, Ana wrote:`, over one line or a few, with the quotation below. */
function isIntro(lines: readonly string[], index: number): boolean {
  const first = lines[index]!.trim().slice(0, longestLine);
  if (!introBegins.test(first)) return false;
  for (let last = index; last < Math.min(index + headLines, lines.length); last++) {
    const line = lines[last]!.trim();
    if (line === '' || line.length > longestLine) return false;
    if (introEnds.test(line)) return true;
  }
  return false;
}

const introBegins =
  /^(on|el|em|a|în|in|pe|la|le|am|il|op|\p{L}{2,4}[.,]|\d{1,4}[-./]\d|\d{1,2} (de )?\p{L}{3,}|.{0,200}<[^<>\s]+@[^<>\s]+>)/iu;
const introEnds = /(wrote|escribió|escribio|escreveu|a scris|écrit|schrieb|scritto)\s?:\s?$/i;

/** Answers may stand between what they answer: only quotations at the end go. */
function withoutQuotes(lines: readonly string[]): readonly string[] {
  const last = lines.findLastIndex((line) => line.trim() !== '' && !line.startsWith('>'));
  return lines.slice(0, last + 1);
}

const prefixes =
  /^\s*((re|fw|fwd|rv|r|enc|res|aw|wg|tr|răsp|rasp|redir)\s?(\[\d{1,3}\])?\s?[:：]|\[(external|externo|extern|spam)\])\s*/i;

/** A subject without what mail programs and Guardia itself put before it. */
export function titleOf(subject: string): string {
  let rest = subject.slice(0, 1000);
  for (let before = ''; before !== rest;) {
    before = rest;
    rest = rest.replace(prefixes, '').replace(/^\s*\[[A-Z][A-Z0-9]{1,9}-\d{1,12}\]\s*/, '');
  }
  return rest.trim().slice(0, 200).toWellFormed();
}
