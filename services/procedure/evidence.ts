import { createHash } from 'node:crypto';

import { evidenceById } from '../../db/evidence.ts';
import type { NewEvidence } from '../../db/evidence.ts';
import { isRunReference, readRun } from '../../db/runs.ts';
import type { Caller } from '../access/caller.ts';
import { Invalid, NotFound } from '../desk.ts';
import type { Desk } from '../desk.ts';
import { plainText } from '../mail/plain.ts';

import { mayReachRun, noRun } from './reachable.ts';

/** A file that shows that something was done, as it was given. */
export interface EvidenceFile {
  readonly name: string;
  readonly type: string;
  readonly content: Buffer;
}

/** The same, to be kept. */
export type Evidence = Pick<NewEvidence, 'name' | 'type' | 'size' | 'digest' | 'content'>;

const megabyte = 1024 * 1024;
/** Of one act. `bytes`: of all its files together. */
export const evidenceLimits = { files: 10, fileBytes: 5 * megabyte, bytes: 10 * megabyte };

/** Files to be kept as evidence. Throws `Invalid` where they are too many or too large. */
export function evidenceIn(files: readonly EvidenceFile[]): readonly Evidence[] {
  const { files: most, fileBytes, bytes } = evidenceLimits;
  if (files.length > most) throw new Invalid(`At most ${most} files can be added at once.`, '/files');
  const all = files.map(kept);
  const large = all.find(({ size }) => size > fileBytes);
  if (large !== undefined) throw new Invalid(`“${large.name}” has more than ${fileBytes / megabyte} MB.`, '/files');
  if (all.reduce((sum, { size }) => sum + size, 0) > bytes)
    throw new Invalid(`The files have more than ${bytes / megabyte} MB together.`, '/files');
  return all;
}

function kept({ name, type, content }: EvidenceFile): Evidence {
  const own = plainText(name.replaceAll(/.*[/\\]/g, ''), 200)
    .replaceAll(/\s+/g, ' ')
    .trim();
  return {
    name: own === '' ? 'file' : own,
    type: /^[a-z]+\/[\w.+-]{1,100}$/.test(type) ? type : 'application/octet-stream',
    size: content.length,
    digest: createHash('sha256').update(content).digest('hex'),
    content,
  };
}

/** What an event says of them, one a line: its chain proves what was given. */
export const spelled = (files: readonly Evidence[]): string =>
  files.map(({ name, digest }) => `${name} sha256:${digest}`).join('\n');

/** One file of a run with what is in it. Throws `NotFound`. */
export async function evidenceFile({ db }: Desk, caller: Caller, reference: string, id: number): Promise<EvidenceFile> {
  const run = isRunReference(reference) ? await readRun(db, reference) : undefined;
  if (run === undefined || !(await mayReachRun(db, caller, run))) throw noRun(reference);
  const file = await evidenceById(db, reference, id);
  if (file === undefined) throw new NotFound(`${reference} has no file ${id}.`);
  return file;
}
