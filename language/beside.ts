import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

import type { Json } from './json.ts';
import { filesNamedIn } from './written.ts';

/** Texts by the path under which a plan names them. */
export type Texts = Readonly<Record<string, string>>;

const largest = 1_000_000;

/** The Markdown beside a plan file that the plan names. What is not there, or no text of at most 1 MB, is left out. */
export async function readBeside(file: string, written: Json): Promise<Texts> {
  const read = await Promise.all(
    filesNamedIn(written).map(async (path) => [path, await textOf(join(dirname(file), path))] as const),
  );
  return Object.fromEntries(read.flatMap(([path, text]) => (text === undefined ? [] : [[path, text]])));
}

async function textOf(file: string): Promise<string | undefined> {
  try {
    const bytes = await readFile(file);
    const text = bytes.length > largest ? undefined : new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return text?.includes('\0') ? undefined : text;
  } catch {
    return undefined;
  }
}
