/** A part of a Markdown text: what stands under one heading. */
export interface Section {
  readonly title: string | null;
  /** Its paragraphs, as they are written. */
  readonly prose: readonly string[];
  readonly entries: readonly Entry[];
}

/** A line to be ticked, or a block of code. */
export type Entry =
  | { readonly kind: 'item'; readonly text: string }
  | { readonly kind: 'code'; readonly language: string; readonly text: string };

interface Reading {
  readonly done: readonly Section[];
  readonly title: string | null;
  readonly prose: readonly string[];
  readonly entries: readonly Entry[];
  /** What the next line may go on with. */
  readonly open: 'item' | 'prose' | 'nothing';
  readonly fence: Fence | null;
}

interface Fence {
  readonly indent: number;
  readonly mark: string;
  readonly language: string;
  readonly lines: readonly string[];
}

const heading = /^ {0,3}#{1,6}[ \t]+(.*?)[ \t]*#*$/;
const fenceMark = /^([ \t]*)(`{3,}|~{3,})[ \t]*([^\s`]*)[^`]*$/;
const box = /^[ \t]*(?:[-*+]|\d{1,9}[.)])[ \t]+\[[ xX]\][ \t]+(.*)$/;
const plainItem = /^[ \t]*(?:[-*+]|\d{1,9}[.)])[ \t]+/;

/** The sections of a text with what is to be ticked in them and their fenced code; the rest of Markdown stays text. */
export function sectionsOf(text: string): readonly Section[] {
  const start: Reading = { done: [], title: null, prose: [], entries: [], open: 'nothing', fence: null };
  const read = text.split(/\r?\n/).reduce(withLine, start);
  return closed(read.fence === null ? read : withCode(read, read.fence)).done;
}

function withLine(read: Reading, line: string): Reading {
  if (read.fence !== null) return inFence(read, read.fence, line);
  const [, indent, mark, language] = fenceMark.exec(line) ?? [];
  if (mark !== undefined) return { ...read, fence: { indent: indent!.length, mark, language: language!, lines: [] } };
  const [, title] = heading.exec(line) ?? [];
  if (title !== undefined) return { ...closed(read), title };
  const [, item] = box.exec(line) ?? [];
  if (item !== undefined)
    return { ...read, open: 'item', entries: [...read.entries, { kind: 'item', text: item.trim() }] };
  return line.trim() === '' ? { ...read, open: read.open === 'item' ? 'item' : 'nothing' } : withText(read, line);
}

/** A line that goes on with the one before, or stands by itself. */
function withText(read: Reading, line: string): Reading {
  const last = read.entries.at(-1);
  const belongs = read.open === 'item' && last?.kind === 'item' && /^[ \t]/.test(line);
  if (belongs) {
    const text = `${last.text}${plainItem.test(line) ? '\n' : ' '}${line.trim()}`;
    return { ...read, entries: [...read.entries.slice(0, -1), { kind: 'item', text }] };
  }
  const before = read.prose.at(-1);
  const prose =
    read.open === 'prose' && before !== undefined
      ? [...read.prose.slice(0, -1), `${before}\n${line.trim()}`]
      : [...read.prose, line.trim()];
  return { ...read, open: 'prose', prose };
}

function inFence(read: Reading, fence: Fence, line: string): Reading {
  const end = line.trim();
  const isEnd = end.length >= fence.mark.length && end === fence.mark[0]!.repeat(end.length);
  if (isEnd) return withCode(read, fence);
  const own = line.slice(0, fence.indent).trim() === '' ? line.slice(fence.indent) : line.trimStart();
  return { ...read, fence: { ...fence, lines: [...fence.lines, own] } };
}

const withCode = (read: Reading, { language, lines }: Fence): Reading => ({
  ...read,
  fence: null,
  entries: [...read.entries, { kind: 'code', language: language.toLowerCase(), text: lines.join('\n').trim() }],
});

const closed = ({ done, title, prose, entries }: Reading): Reading => ({
  done: [...done, { title, prose, entries }],
  title: null,
  prose: [],
  entries: [],
  open: 'nothing',
  fence: null,
});
