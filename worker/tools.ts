import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

import { backupTools } from '../channels/backups/index.ts';
import { runProgram } from '../channels/command.ts';
import { look } from '../channels/probes/index.ts';
import { query } from '../channels/query.ts';
import type { Tools } from '../services/procedure/tools.ts';

/** What steps may use on this machine; `places`: files of plans, and folders of them; `home`: Guardia's own folder. */
export const toolsOf = (places: readonly string[], home = '.guardia'): Tools => ({
  look,
  backups: backupTools(home, (plan) => folderOf(places, plan)),
  query,
  run: runProgram,
  folderOf: (plan) => folderOf(places, plan),
});

/** Looked for anew each time: files come and go. */
function folderOf(places: readonly string[], plan: string): string | null {
  const named = new RegExp(`^plan:\\s*["']?${plan}["']?\\s*(#.*)?$`, 'm');
  const file = places.flatMap(filesAt).find((one) => named.test(textOf(one)));
  return file === undefined ? null : resolve(dirname(file));
}

function filesAt(place: string): readonly string[] {
  if (statSync(place, { throwIfNoEntry: false })?.isDirectory() !== true) return [place];
  return readdirSync(place)
    .filter((name) => /(?<!\.map)\.ya?ml$/.test(name))
    .map((name) => join(place, name));
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
